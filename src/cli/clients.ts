import { parseArgs } from "node:util";
import { Fault } from "#core/fault.ts";
import { readSecret } from "../config/secret-sources.ts";
import type { ClientView } from "../flow/access/client-views.ts";
import type { Command, CommandIo } from "./command.ts";
import { createGatewayClient, wanted, type GatewayClient } from "./gateway-client.ts";
import { renderTable } from "./table.ts";

const usage = `lienthong clients list|add|rotate|revoke [ID] [--to URL] [--key KEY]

Xem, thêm, đổi khóa và thu hồi các phần mềm được gọi gateway; có hiệu lực ngay, không khởi động lại. Gateway phải đang chạy.
Lists, adds, gives other keys to and revokes the clients of a gateway, without a restart. The gateway must be running.

  clients list                     các phần mềm, kể cả trong CONFIG_FILE và đã thu hồi    all of them
  clients add ID --name NAME --rights RIGHTS (--agencies CODES | --all-agencies) [--code-units CODES]
                                   thêm phần mềm và in khóa của nó, một lần duy nhất      adds one, prints its key once
  clients rotate ID [--overlap-hours N] [--reason TEXT]
                                   cấp khóa mới; khóa cũ còn dùng được N giờ              a new key; the old works N hours
  clients revoke ID --reason TEXT  thu hồi vĩnh viễn                                      revokes it for good

  --to URL            địa chỉ gateway, mặc định http://127.0.0.1:8080          the gateway
  --key KEY           khóa API có quyền administer; mặc định BOOTSTRAP_API_KEY API key with the right administer
  --name NAME         tên phần mềm, để người đọc                               its name, for people
  --rights RIGHTS     push,read,operate,administer,inbound                     what it may do
  --agencies CODES    mã cơ quan được phép, cách nhau bằng dấu phẩy            agencies it may act for
  --all-agencies      mọi cơ quan                                              all agencies
  --code-units CODES  đơn vị khác được dùng để đánh mã hồ sơ mới               further units for codes of new dossiers
  --overlap-hours N   0 khi khóa bị lộ: khóa cũ hết hiệu lực ngay              0 when it was stolen: it ends at once
  --reason TEXT       lý do, ghi vào nhật ký kiểm toán                         why, for the audit log
`;

const OPTIONS = {
  to: { type: "string" },
  key: { type: "string" },
  name: { type: "string" },
  rights: { type: "string" },
  agencies: { type: "string" },
  "all-agencies": { type: "boolean" },
  "code-units": { type: "string" },
  "overlap-hours": { type: "string" },
  reason: { type: "string" },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>["values"];

/** What an act understands besides the gateway and the key. */
const ACTS: Readonly<Record<string, Act>> = {
  list: { options: [], hasId: false, run: list },
  add: { options: ["name", "rights", "agencies", "all-agencies", "code-units"], hasId: true, run: add },
  rotate: { options: ["overlap-hours", "reason"], hasId: true, run: rotate },
  revoke: { options: ["reason"], hasId: true, run: revoke },
};

interface Act {
  readonly options: readonly (keyof typeof OPTIONS)[];
  readonly hasId: boolean;
  run(client: GatewayClient, id: string, values: Values, io: CommandIo): Promise<void>;
}

interface KeyGiven {
  readonly client: ClientView;
  readonly key: string;
}

/** The command `lienthong clients`. */
export const command: Command = {
  name: "clients",
  summary: {
    vi: "phần mềm được gọi gateway: thêm, đổi khóa, thu hồi",
    en: "add, rotate and revoke clients and their keys",
  },
  usage,

  async run(args, io) {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS });
    const [name = "", id, ...rest] = positionals;
    const act = Object.hasOwn(ACTS, name) ? ACTS[name] : undefined;
    if (act === undefined)
      throw wrong("Dùng: clients list, add, rotate hoặc revoke.", "Say clients list, add, rotate or revoke.");
    if ((id !== undefined) !== act.hasId || rest.length > 0)
      throw act.hasId
        ? wrong(`clients ${name} cần đúng một mã phần mềm (ID).`, `clients ${name} takes the ID of one client.`)
        : wrong(`clients ${name} không nhận mã phần mềm.`, `clients ${name} takes no ID.`);
    const allowed = new Set<string>(["to", "key", ...act.options]);
    const strange = Object.keys(values).find((option) => !allowed.has(option));
    if (strange !== undefined)
      throw wrong(`clients ${name} không có --${strange}.`, `clients ${name} has no --${strange}.`);
    const key = values.key ?? readSecret("BOOTSTRAP_API_KEY", io.env);
    if (key === undefined) throw wrong("Thiếu --key hoặc BOOTSTRAP_API_KEY.", "Give --key or BOOTSTRAP_API_KEY.");
    await act.run(createGatewayClient(values.to ?? "http://127.0.0.1:8080", key), id ?? "", values, io);
    return 0;
  },
};

const STATE_WORDS: Readonly<Record<ClientView["state"], string>> = {
  active: "đang dùng / active",
  revoked: "đã thu hồi / revoked",
  "set-aside": "bị gạt ra / set aside",
};

const SOURCE_WORDS: Readonly<Record<ClientView["source"], string>> = {
  database: "lệnh / command",
  "config-file": "CONFIG_FILE",
  environment: "BOOTSTRAP_API_KEY",
};

async function list(client: GatewayClient, _id: string, _values: Values, io: CommandIo): Promise<void> {
  const { clients } = (await wanted(client.call("/v1/clients"))) as unknown as {
    readonly clients: readonly ClientView[];
  };
  io.stdout.write(
    renderTable(
      [
        "Mã / id",
        "Trạng thái / state",
        "Quyền / rights",
        "Cơ quan / agencies",
        "Dùng lần cuối / last used",
        "Khai báo / from",
      ],
      clients.map(({ id, state, rights, agencies, lastUsedAt, source, previousKey }) => [
        id,
        previousKey === null
          ? STATE_WORDS[state]
          : `${STATE_WORDS[state]}, khóa cũ đến / old key until ${previousKey.endsAt}`,
        rights.join(" "),
        agencies?.join(" ") ?? "tất cả / all",
        lastUsedAt ?? "–",
        SOURCE_WORDS[source],
      ]),
    ),
  );
}

async function add(client: GatewayClient, id: string, values: Values, io: CommandIo): Promise<void> {
  const { name, rights, agencies, "all-agencies": everywhere = false, "code-units": units } = values;
  if (name === undefined || rights === undefined)
    throw wrong("Thiếu --name hoặc --rights.", "Give --name and --rights.");
  if ((agencies === undefined) !== everywhere)
    throw wrong(
      "Cho biết --agencies hoặc --all-agencies, chỉ một trong hai.",
      "Give either --agencies or --all-agencies, so that all is never meant by accident.",
    );
  const body = {
    id,
    name,
    rights: listed(rights),
    agencies: agencies === undefined ? null : listed(agencies),
    ...(units === undefined ? {} : { codeUnits: listed(units) }),
  };
  printKey((await wanted(client.post("/v1/clients", body))) as unknown as KeyGiven, io);
}

async function rotate(client: GatewayClient, id: string, values: Values, io: CommandIo): Promise<void> {
  const { "overlap-hours": hours, reason } = values;
  if (hours !== undefined && !/^\d{1,4}$/.test(hours))
    throw wrong(
      `--overlap-hours phải là số giờ, không phải «${hours}».`,
      `--overlap-hours must be a number of hours, not “${hours}”.`,
    );
  const body = {
    ...(hours === undefined ? {} : { overlapHours: Number(hours) }),
    ...(reason === undefined ? {} : { reason }),
  };
  const given = (await wanted(client.post(pathOf(id, "rotate"), body))) as unknown as KeyGiven;
  printKey(given, io);
  const { previousKey } = given.client;
  io.stdout.write(
    previousKey === null
      ? "Khóa cũ không còn hiệu lực. / The old key works no more.\n"
      : `Khóa cũ còn dùng được đến ${previousKey.endsAt}. / The old key works until then.\n`,
  );
}

async function revoke(client: GatewayClient, id: string, { reason }: Values, io: CommandIo): Promise<void> {
  if (reason === undefined) throw wrong("Thiếu --reason.", "Give --reason.");
  const { revoked } = (await wanted(client.post(pathOf(id, "revoke"), { reason }))) as { readonly revoked: boolean };
  io.stdout.write(
    revoked
      ? `Đã thu hồi «${id}»; mã này không cấp lại cho ai. / Revoked; its id is given to nobody again.\n`
      : `«${id}» đã bị thu hồi từ trước. / It was revoked before.\n`,
  );
}

/** The key on a line of its own, for whoever takes it out of there. */
function printKey({ client, key }: KeyGiven, { stdout }: CommandIo): void {
  stdout.write(
    `Khóa API của «${client.id}» (${client.name}), chỉ hiện một lần: gateway chỉ giữ giá trị băm.\n` +
      "Chuyển cho người vận hành phần mềm qua kênh kín, rồi xóa khỏi màn hình và lịch sử.\n" +
      "The API key, shown this once: the gateway keeps its hash only. Hand it over where nobody else reads it.\n\n" +
      `${key}\n\n`,
  );
}

function pathOf(id: string, act: string): string {
  return `/v1/clients/${encodeURIComponent(id)}/${act}`;
}

function listed(text: string): string[] {
  return text.split(/[\s,]+/).filter((one) => one !== "");
}

function wrong(vi: string, en: string): Fault {
  return new Fault("usage", { vi, en });
}
