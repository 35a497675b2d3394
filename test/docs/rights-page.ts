import { DEFAULT_HTTP_LIMITS } from "#core/ports/http-limits.ts";
import type { Right } from "#core/client.ts";
import type { HttpDependencies } from "../../src/http/dependencies.ts";
import type { AgencyRule } from "../../src/http/endpoint.ts";
import { allEndpoints } from "../../src/http/endpoints/all-endpoints.ts";
import { registry } from "../adapters/adapter-folders.ts";

/** What each right is, Vietnamese first; the order is that of the page. */
const RIGHTS: Readonly<Record<Right, string>> = {
  push: "Gửi hồ sơ. Pushes dossiers.",
  read: "Xem hồ sơ, thay đổi và số liệu; đăng nhập bảng theo dõi. Reads dossiers, changes and figures; opens the console.",
  operate: "Quyết định về thông điệp đang dừng và việc gửi. Decides about stopped messages and delivery.",
  administer:
    "Thêm phần mềm, đổi và thu hồi khóa, không quá quyền và cơ quan của chính mình. Adds clients, rotates and revokes keys, within its own rights and agencies.",
  inbound: "Chuyển hồ sơ vào, không xem được gì. Hands applications over, and reads nothing.",
};

const HEAD = `# Rights

> Mỗi quyền gọi được những lời gọi nào, và bị giới hạn theo cơ quan ra sao. Trang này được viết từ chính bảng lời gọi mà gateway
> dùng để định tuyến; một phần mềm không có quyền nào thì không gọi được lời gọi nào dưới đây.

What each right of a client can call, and what being bound to agencies (\`clients[].agencies\`) means there: \`within\`: only what
belongs to its agencies; \`none\`: nothing there belongs to an agency; \`refused\`: a bound client is refused. Written from the
table of endpoints by \`npm run docs\`; the whole picture is on the [security page](security.md).
`;

/** \`docs/rights.md\`, from the endpoints there are. */
export function rightsPage(): string {
  // Nobody calls them, so they need nothing to answer with.
  const deps = { sectors: registry, limits: DEFAULT_HTTP_LIMITS, reconciliation: {} } as unknown as HttpDependencies;
  const endpoints = allEndpoints(deps, async () => ({ kind: "nobody" }));
  const ofRight = Object.entries(RIGHTS).map(([right, words]) => {
    const rows = endpoints.flatMap(({ method, path, access }) =>
      "right" in access && access.right === right
        ? [`| \`${method.toUpperCase()} ${path}\` | ${wordOf(access.agencies)} |`]
        : [],
    );
    const table = rows.length === 0 ? [] : ["", "| call | agencies |", "|---|---|", ...rows];
    return [`## \`${right}\``, "", words, ...table, ""].join("\n");
  });
  const open = endpoints.flatMap(({ method, path, access }) =>
    "open" in access ? [`| \`${method.toUpperCase()} ${path}\` | ${CALLERS[access.open]} |`] : [],
  );
  const others = ["## Without a right", "", "| call | who |", "|---|---|", ...open, ""].join("\n");
  return [HEAD, ...ofRight, others].join("\n");
}

const CALLERS = {
  everybody: "everybody",
  caller:
    "a trusted address, a key with `inbound`, or a signature: [Calls from outside](operations.md#calls-from-outside)",
} as const;

const wordOf = (rule: AgencyRule): string => (typeof rule === "object" ? "refused" : rule);
