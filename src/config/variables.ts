import { z } from "zod";
import { oneOf, password, text, url, whole, type ValueKind } from "./value-kinds.ts";

/** One environment variable: how its value is read, and what the configuration page says of it. */
export interface Variable<T> extends ValueKind<T> {
  /** What it is for. */
  readonly vi: string;
  readonly en: string;
  /** Taken when the variable is absent. */
  readonly fallback?: T;
  /** Taken when it is absent and the portal is on this machine; for any other portal it must be given. */
  readonly demo?: T;
  /** Holds a secret, or may: never printed, never logged. */
  readonly secret?: true;
  /** Names a file that holds a secret; absent, it is the systemd credential of this name (without `_FILE`). */
  readonly secretFile?: true;
  /** A value as it may look, where neither the default nor the description shows it. */
  readonly example?: string;
}

/** What fits behind `Authorization: Bearer`; any other key would never be accepted. */
const apiKey: ValueKind<string> = {
  schema: z.string().regex(/^[\x21-\x7e]{16,512}$/),
  expected: {
    vi: "16 đến 512 ký tự ASCII nhìn thấy được, không có khoảng trắng",
    en: "16 to 512 visible ASCII characters without spaces",
  },
};

/**
 * Every variable the gateway reads, in the order of the configuration page. The environment is read with this table
 * ({@link readEnv}), and the page is written from it, so that both say the same.
 */
export const VARIABLES = {
  PORT: {
    ...whole(0, 65_535),
    fallback: 8080,
    vi: "Cổng mạng của API và trang theo dõi; 0 là lấy cổng còn trống.",
    en: "Port of API and console; 0 takes any free one.",
  },
  HOST: {
    ...text,
    fallback: "127.0.0.1",
    vi: "Địa chỉ lắng nghe; ngoài loopback thì đặt sau một proxy có TLS.",
    en: "Address to listen on; put a TLS proxy before anything but loopback.",
  },
  DATABASE_URL: {
    ...url("postgresql", "postgres"),
    secret: true,
    example: "postgresql://lienthong@db.noi-bo:5432/lienthong",
    vi: "Máy chủ PostgreSQL; không đặt thì dùng PGlite nhúng trong DATA_DIR.",
    en: "PostgreSQL server; without it the embedded PGlite in DATA_DIR is used.",
  },
  DATABASE_CONNECTIONS: {
    ...whole(1, 500),
    fallback: 20,
    vi: "Số kết nối PostgreSQL tối đa.",
    en: "Largest pool to PostgreSQL.",
  },
  DATA_DIR: {
    ...text,
    fallback: "./data",
    vi: "Thư mục cơ sở dữ liệu nhúng, mỗi lúc một tiến trình.",
    en: "Folder of the embedded database, for one process at a time.",
  },
  PORTAL_URL: {
    ...url("http", "https"),
    fallback: "http://127.0.0.1:8090",
    vi: "Địa chỉ bộ kết nối (adapter) của trục liên thông.",
    en: "Base address of the exchange platform's local adapter.",
  },
  PORTAL_CONTEXT: {
    ...oneOf(["VXPAdapter", "XrdAdapter"]),
    fallback: "VXPAdapter",
    vi: "Ngữ cảnh của bộ kết nối; bản cũ là XrdAdapter.",
    en: "Context of the adapter; XrdAdapter on older ones.",
  },
  PORTAL_USERNAME: {
    ...text,
    demo: "lienthong-demo",
    vi: "Tài khoản được đơn vị quản lý Cổng cấp.",
    en: "Account issued by the portal's owner.",
  },
  PORTAL_PASSWORD: {
    ...password,
    demo: "lienthong-demo",
    secret: true,
    vi: "Mật khẩu của tài khoản.",
    en: "Password of the account.",
  },
  PORTAL_UNIT_CODE: {
    ...text,
    demo: "000.00.00.H26",
    vi: "Mã đơn vị gọi (madonvi).",
    en: "Code of the calling unit (madonvi).",
  },
  PORTAL_DSTCODE: {
    ...text,
    demo: "VN:GOV:000.00.00.G22:vpcpdvcprovider",
    vi: "Mã nơi nhận trên trục (dstcode).",
    en: "Destination on the exchange platform (dstcode).",
  },
  PORTAL_PROVIDER_URL: {
    ...url(),
    example: "http://10.0.0.5:8080/dich-vu",
    vi: "providerurl, khi nơi nhận có nhiều máy chủ phía sau; không đặt thì không gửi.",
    en: "providerurl, for a destination with several back ends; without it none is sent.",
  },
  PORTAL_BATCH_SIZE: {
    ...whole(1, 500),
    fallback: 10,
    vi: "Số hồ sơ hoặc dòng tiến độ tối đa trong một phong bì.",
    en: "Most dossiers or progress lines per envelope.",
  },
  PORTAL_CONCURRENCY: {
    ...whole(1, 64),
    fallback: 4,
    vi: "Số phong bì gửi cùng lúc.",
    en: "Envelopes under way at once.",
  },
  PORTAL_TIMEOUT_MS: {
    ...whole(1, 600_000),
    fallback: 10_000,
    vi: "Thời hạn của một lần gửi, mili giây.",
    en: "Limit of one attempt, milliseconds.",
  },
  SIGNING_KEY: {
    ...text,
    secretFile: true,
    demo: "certs.example/signing.p12",
    example: "pkcs11:token=lienthong;object=ky-so",
    vi: "Đường dẫn tệp .p12 hoặc .pem gồm khóa và chứng thư số, hoặc pkcs11:… nếu khóa nằm trong USB token hay HSM (docs/signing.md).",
    en: "Path of a .p12 or .pem with key and certificates, or pkcs11:… for a token or HSM (docs/signing.md).",
  },
  SIGNING_KEY_PASSWORD: {
    ...password,
    secret: true,
    vi: "Mật khẩu của tệp khóa, hoặc mã PIN của thiết bị.",
    en: "Password of the key file, or PIN of the token.",
  },
  SIGNING_KEY_NEXT: {
    ...text,
    secretFile: true,
    vi: "Khóa kế tiếp; trong hai khóa, khóa đang có hiệu lực và còn hạn lâu hơn sẽ ký.",
    en: "The key that follows; of both, the one in force that lasts longest signs.",
  },
  SIGNING_KEY_NEXT_PASSWORD: {
    ...password,
    secret: true,
    vi: "Mật khẩu hoặc mã PIN của khóa kế tiếp.",
    en: "Password or PIN of the key that follows.",
  },
  SIGNING_PROFILE: {
    ...text,
    fallback: "jws",
    example: "jws-batch",
    vi: "Cách ký phong bì: jws, xmldsig, vn, xades hoặc cms; thêm -batch: một chữ ký cho nhiều phong bì (docs/signing.md).",
    en: "How envelopes are signed: jws, xmldsig, vn, xades or cms; with -batch one signature for many envelopes (docs/signing.md).",
  },
  SIGNING_BATCH_SIZE: {
    ...whole(2, 4096),
    fallback: 256,
    vi: "Với -batch: số phong bì tối đa dưới một chữ ký.",
    en: "With -batch: most envelopes under one signature.",
  },
  SIGNING_BATCH_WAIT_MS: {
    ...whole(0, 2000),
    fallback: 10,
    vi: "Với -batch: một phong bì chờ các phong bì khác để ký chung bao lâu, mili giây.",
    en: "With -batch: how long an envelope waits for others to be signed with, milliseconds.",
  },
  PKCS11_DRIVER: {
    ...text,
    example: "/opt/lienthong-pkcs11",
    vi: "Thư mục đã chạy npm install pkcs11js@2; chỉ cần khi khóa nằm trong thiết bị.",
    en: "Folder in which npm install pkcs11js@2 was run; only for keys in hardware.",
  },
  SEARCH_KEY_FILE: {
    ...text,
    secretFile: true,
    demo: "search.key",
    example: "/etc/lienthong/search.key",
    vi: "Tệp khóa của chỉ mục tìm kiếm theo tên và số giấy tờ, ít nhất 32 byte (openssl rand -base64 32); mọi gateway chung cơ sở dữ liệu dùng chung khóa. Khi Cổng ở trên máy này thì được tạo sẵn trong DATA_DIR.",
    en: "File with the key of the index by names and identity numbers, at least 32 bytes (openssl rand -base64 32); all gateways on one database share it. Made in DATA_DIR when the portal is on this machine.",
  },
  BOOTSTRAP_API_KEY: {
    ...apiKey,
    secret: true,
    vi: "Khóa API của phần mềm `bootstrap`, có mọi quyền; không đặt thì không có phần mềm ấy.",
    en: "API key of a client `bootstrap` with every right; without it there is no such client.",
  },
  METRICS_KEY: {
    ...apiKey,
    secret: true,
    vi: "Khóa để đọc /metrics (Authorization: Bearer); không đặt thì ai gọi được cũng đọc được.",
    en: "Key that reads /metrics (Authorization: Bearer); without it whoever can call it may.",
  },
  LOG_LEVEL: {
    ...oneOf(["trace", "debug", "info", "warn", "error", "fatal", "silent"]),
    fallback: "info",
    vi: "Mức nhật ký.",
    en: "How much is logged.",
  },
  CONFIG_FILE: {
    ...text,
    example: "/etc/lienthong/lienthong.yaml",
    vi: "Đường dẫn tệp cấu hình YAML.",
    en: "Path of the configuration file, YAML.",
  },
} as const satisfies Readonly<Record<string, Variable<string | number>>>;

/** What the simulator reads; `lienthong simulator` looks there for its defaults. */
export const SIMULATOR_VARIABLES = {
  PORT: { ...whole(0, 65_535), fallback: 8090, vi: "Cổng mạng của Cổng giả lập.", en: "Port of the simulator." },
  HOST: { ...text, fallback: "127.0.0.1", vi: "Địa chỉ lắng nghe.", en: "Address to listen on." },
  SIMULATOR_SEED: {
    ...text,
    fallback: "1",
    vi: "Hạt giống ngẫu nhiên: cùng hạt giống thì cùng sự cố.",
    en: "Seed of all randomness: the same seed, the same faults.",
  },
  SIMULATOR_TRUST: {
    ...text,
    fallback: "certs.example/ca.pem",
    vi: "Tệp chứng thư CA mà chữ ký của phong bì phải dẫn tới.",
    en: "File of the CA certificates that signatures of envelopes have to lead to.",
  },
  SIMULATOR_VARIANT: {
    ...text,
    example: '{"name":"lookup-stale","lagMs":30000}',
    vi: "Biến thể của Cổng để giả lập: một tên, hoặc JSON gồm name và thiết lập (docs/simulator.md); không đặt thì là Cổng thường.",
    en: "Which plausible portal to play: a name, or JSON of name and settings (docs/simulator.md); without it the usual one.",
  },
} as const satisfies Readonly<Record<string, Variable<string | number>>>;
