import type { Context } from "hono";
import { z } from "@hono/zod-openapi";
import type { GrantExcess } from "#core/access/client-grant.ts";
import { clientId, clientRights, LONGEST_KEY_OVERLAP_HOURS } from "#core/access/client-fields.ts";
import { agencyCode } from "#schemas/common/agency-code.ts";
import { text } from "#schemas/common/text.ts";
import type { ClientRefusal } from "../../flow/access/administer-clients.ts";
import { json } from "../answers.ts";
import type { HttpDependencies } from "../dependencies.ts";
import { endpoint, type Access, type Endpoint } from "../endpoint.ts";
import { instant } from "../fields.ts";
import type { HttpEnv } from "../http-env.ts";
import { reason } from "../input/reason.ts";
import { problem, sendProblem, type Problem } from "../problem.ts";

/** More agencies than any province has. */
const MOST_CODES = 2000;

const codes = z.array(agencyCode).max(MOST_CODES);

const newClient = z.strictObject({
  id: clientId,
  name: text(200).describe("Tên phần mềm, để người đọc. Name for people."),
  rights: clientRights,
  agencies: codes
    .min(1)
    .nullable()
    .describe(
      "Mã cơ quan được phép, gồm cả đơn vị bên dưới; null: tất cả, phải ghi rõ. Agency codes allowed, with units below; null, which has to be said: all.",
    ),
  codeUnits: codes
    .default([])
    .describe(
      "Đơn vị khác mà phần mềm được dùng để đánh mã hồ sơ mới. Further units whose codes new dossiers may carry.",
    ),
});

const rotation = z.strictObject({
  overlapHours: z
    .int()
    .min(0)
    .max(LONGEST_KEY_OVERLAP_HOURS)
    .optional()
    .describe(
      "Khóa cũ còn dùng được bấy nhiêu giờ; 0: hết hiệu lực ngay, khi bị lộ; không có: theo access.keyOverlapHours. For how many hours the old key works on; 0: it ends at once, as when it was stolen; absent: access.keyOverlapHours.",
    ),
  reason: reason.optional(),
});

const revocation = z.strictObject({ reason });

const client = z
  .strictObject({
    id: z.string().describe("Mã phần mềm. Id of the client."),
    name: z.string().describe("Tên phần mềm. Its name."),
    rights: clientRights,
    agencies: z
      .array(z.string())
      .nullable()
      .describe("Mã cơ quan được phép; null: tất cả. Agency codes allowed; null: all."),
    codeUnits: z.array(z.string()).describe("Đơn vị khác dùng để đánh mã hồ sơ mới. Further units for new codes."),
    source: z
      .enum(["database", "config-file", "environment"])
      .describe(
        "Khai báo ở đâu: thêm bằng lệnh, trong CONFIG_FILE, hay BOOTSTRAP_API_KEY. Where it is: added by command, in the file, or of the environment.",
      ),
    state: z
      .enum(["active", "revoked", "set-aside"])
      .describe(
        "set-aside: không được vào vì trùng mã hoặc khóa với phần mềm khác. Not let in, for another has its id or key.",
      ),
    lastUsedAt: instant
      .nullable()
      .describe("Khóa được dùng lần cuối, sai số vài phút. When a key of it was last shown, to within minutes."),
    previousKey: z
      .strictObject({
        endsAt: instant.describe("Hết hiệu lực lúc. When it ends."),
        lastUsedAt: instant
          .nullable()
          .describe("Khóa cũ được dùng lần cuối: bên dùng đã đổi khóa chưa. Whether its owner has changed over."),
      })
      .nullable()
      .describe("Khóa cũ, khi còn hiệu lực. The key before, while it works."),
    createdAt: instant.nullable().describe("Thêm lúc. Added at."),
    createdBy: z.string().nullable().describe("Ai thêm. Who added it."),
    changedAt: instant.nullable().describe("Đổi lần cuối. Last changed."),
    revokedAt: instant.nullable().describe("Thu hồi lúc. Revoked at."),
  })
  .openapi("Client");

const keyGiven = z
  .strictObject({
    client,
    key: z
      .string()
      .describe(
        "Khóa API, chỉ hiện trong câu trả lời này; gateway chỉ giữ giá trị băm. The API key, shown in this answer only; the gateway keeps its hash.",
      ),
  })
  .openapi("ClientKey");

const revokedClient = z
  .strictObject({
    client,
    revoked: z.boolean().describe("false: đã bị thu hồi từ trước. Whether this call did it."),
  })
  .openapi("RevokedClient");

const params = z.object({ id: z.string().describe("Mã phần mềm. Id of the client.") });

const access: Access = { right: "administer", agencies: "within" };

/** Who may call the gateway: adding clients, giving them other keys, and revoking them, without a restart. */
export function clientEndpoints(deps: HttpDependencies): readonly Endpoint[] {
  const common = { area: "clients", access } as const;
  return [
    endpoint({
      ...common,
      method: "get",
      path: "/v1/clients",
      operationId: "listClients",
      summary: "Các phần mềm được gọi gateway. The clients that may call the gateway.",
      description:
        "Gồm phần mềm trong CONFIG_FILE và phần mềm đã thu hồi, trong phạm vi cơ quan của khóa. Those of CONFIG_FILE and the revoked too, within the agencies of the key.",
      answers: {
        200: json(z.strictObject({ clients: z.array(client) }).openapi("ClientList"), "Danh sách. The list."),
      },
      handle: async (c) => c.json({ clients: await deps.administration.list(c.get("client")) }),
    }),
    endpoint({
      ...common,
      method: "post",
      path: "/v1/clients",
      operationId: "addClient",
      summary: "Thêm phần mềm; khóa chỉ hiện một lần. Add a client; its key is shown once.",
      description:
        "Không ai cấp được quyền, cơ quan hay đơn vị đánh mã mà khóa của mình không có. Nobody gives rights, agencies or code units that their own key has not.",
      action: newClient,
      longestAction: 256 * 1024,
      answers: { 201: json(keyGiven, "Đã thêm. Added.") },
      refusals: ["client-configured", "client-exists"],
      handle: async (c, { body }) => {
        const grant = { ...body, rights: [...new Set(body.rights)] };
        const added = await deps.administration.add(c.get("client"), grant);
        if (added.kind === "given") return c.json({ client: added.client, key: added.key }, 201);
        if (added.kind === "taken") return sendProblem(c, problem("client-exists"));
        return refuse(c, added);
      },
    }),
    endpoint({
      ...common,
      method: "post",
      path: "/v1/clients/{id}/rotate",
      operationId: "rotateClientKey",
      summary: "Cấp khóa mới; khóa cũ còn dùng được một thời gian. Give a new key; the old one works on for a while.",
      description:
        "Khóa mới chỉ hiện một lần. Mất câu trả lời thì đổi lại lần nữa: khóa mới chưa ai dùng bị bỏ, khóa đang dùng vẫn còn. The new key is shown once. Should the answer be lost, rotate again: a new key that nobody used is dropped, the one in use stays.",
      params,
      action: rotation,
      answers: { 200: json(keyGiven, "Khóa mới. The new key.") },
      refusals: ["not-found", "client-configured", "client-revoked"],
      handle: async (c, { body: { overlapHours, reason: why } }) => {
        const how = { overlapMs: overlapHours === undefined ? undefined : overlapHours * 3_600_000, reason: why };
        const rotated = await deps.administration.rotate(c.get("client"), c.req.param("id") ?? "", how);
        if (rotated.kind === "given") return c.json({ client: rotated.client, key: rotated.key });
        return refuse(c, rotated);
      },
    }),
    endpoint({
      ...common,
      method: "post",
      path: "/v1/clients/{id}/revoke",
      operationId: "revokeClient",
      summary: "Thu hồi phần mềm vĩnh viễn, kèm lý do. Revoke a client for good, with a reason.",
      description:
        "Yêu cầu kế tiếp bằng khóa của nó bị trả lời 401, các phiên trên trang theo dõi kết thúc. Mã của nó không cấp lại cho ai. Its next request is answered 401 and its console sessions end. Its id is given to nobody again.",
      params,
      action: revocation,
      answers: { 200: json(revokedClient, "Đã thu hồi. Revoked.") },
      refusals: ["not-found", "client-configured"],
      handle: async (c, { body }) => {
        const result = await deps.administration.revoke(c.get("client"), c.req.param("id") ?? "", body.reason);
        if (result.kind !== "done") return refuse(c, result);
        return c.json({ client: result.client, revoked: result.revoked });
      },
    }),
  ];
}

function refuse(c: Context<HttpEnv>, refusal: ClientRefusal): Response {
  return sendProblem(c, problemOf(refusal));
}

function problemOf(refusal: ClientRefusal): Problem {
  switch (refusal.kind) {
    case "absent":
      return problem("not-found", { detail: "Không có phần mềm mang mã này trong phạm vi của khóa API." });
    case "configured":
      return problem("client-configured");
    case "revoked":
      return problem("client-revoked");
    case "beyond":
      return problem("forbidden", { detail: wordsOf(refusal.excess) });
  }
}

/** What of a client goes beyond the key of who would change it. */
function wordsOf({ rights, agencies, codeUnits }: GrantExcess): string {
  const list = (all: readonly string[]) => all.join(", ");
  const lacking = [
    rights.length === 0 ? [] : [`quyền (rights): ${list(rights)}`],
    agencies === null
      ? ["mọi cơ quan (all agencies)"]
      : agencies.length === 0
        ? []
        : [`cơ quan (agencies): ${list(agencies)}`],
    codeUnits.length === 0 ? [] : [`đơn vị đánh mã (codeUnits): ${list(codeUnits)}`],
  ].flat();
  return `Khóa của bạn không có ${lacking.join("; ")} nên không cấp, đổi khóa hay thu hồi được. / Your own key has not what stands here, so it can neither give it nor change who has it.`;
}
