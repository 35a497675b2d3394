import type { Context } from "hono";
import { z } from "zod";
import { canonicalJson } from "#core/message/canonical-json.ts";
import type { JsonObject } from "#core/message/message.ts";
import { DOSSIER_SERVICE, PROGRESS_SERVICE } from "#core/message/plan-messages.ts";
import { parseWith } from "#core/dossier/zod-issues.ts";
import { portalDossier } from "#schemas/portal/dossier-sync.ts";
import { progressEntry } from "#schemas/portal/progress-update.ts";
import type { StoppedMessage } from "#core/ports/reads.ts";
import type { HttpEnv } from "../http-env.ts";
import type { HttpDependencies } from "../dependencies.ts";
import { parseAction } from "../input/parse-action.ts";
import { problem, sendProblem } from "../problem.ts";

const reason = z
  .string()
  .trim()
  .min(1)
  .max(500)
  .describe("Lý do, ghi vào nhật ký kiểm toán. Reason for the audit log.");

/** Body of `POST /v1/messages/{id}/skip`. */
export const skipBody = z.strictObject({ reason });

/** Body of `POST /v1/messages/{id}/replace`. */
export const replaceBody = z.strictObject({
  payload: z
    .record(z.string(), z.unknown())
    .describe("Nội dung mới, theo định dạng của dịch vụ. New content, in the form of the service."),
  reason,
});

/** Formats of the portal's own services; a sector's message is judged by its destination. */
const FORMATS: Readonly<Record<string, z.ZodType>> = {
  [DOSSIER_SERVICE]: portalDossier,
  [PROGRESS_SERVICE]: progressEntry,
};

/** What an operator does to one message that stopped, each with a reason. */
export function stoppedMessageRoutes(deps: HttpDependencies) {
  return {
    /** `POST /v1/messages/{id}/skip` */
    skip: async (c: Context<HttpEnv>): Promise<Response> => {
      const body = await parseAction(c, skipBody, deps.limits);
      if ("problem" in body) return sendProblem(c, body.problem);
      const found = await find(c);
      if (found === null || !(await deps.actions.skip(found.id, byOperator(c, body.value.reason)))) return notFound(c);
      deps.wake();
      return c.json({ skipped: 1 });
    },

    /** `POST /v1/messages/{id}/replace` */
    replace: async (c: Context<HttpEnv>): Promise<Response> => {
      const body = await parseAction(c, replaceBody, deps.limits, deps.limits.maxBodyBytes);
      if ("problem" in body) return sendProblem(c, body.problem);
      const found = await find(c);
      if (found === null) return notFound(c);
      const payload = body.value.payload as JsonObject;
      const errors = judge(found.message, payload);
      if (errors.length > 0) return sendProblem(c, problem("invalid-request", { errors: [...errors] }));
      const by = byOperator(c, body.value.reason);
      if (!(await deps.actions.replace(found.id, canonicalJson(payload), by))) return notFound(c);
      deps.wake();
      return c.json({ replaced: 1 }, 202);
    },
  };

  async function find(c: Context<HttpEnv>): Promise<{ readonly id: string; readonly message: StoppedMessage } | null> {
    const id = z.uuid().safeParse(c.req.param("id"));
    const message = id.success ? await deps.actions.stopped(id.data, c.get("client").agencies) : null;
    return message === null || !id.success ? null : { id: id.data, message };
  }

  function byOperator(c: Context<HttpEnv>, why: string) {
    return { actor: `operator:${c.get("client").id}`, reason: why, at: new Date(deps.clock.now()) };
  }
}

/** What is wrong with new content: its format, or that it is about another dossier. */
function judge(message: StoppedMessage, payload: JsonObject) {
  const format = FORMATS[message.service];
  const read = format === undefined ? { ok: true as const } : parseWith(format, payload, ["payload"]);
  const issues = read.ok ? [] : read.issues;
  const before = JSON.parse(message.payload) as JsonObject;
  const moved = CODE_KEYS.filter((key) => before[key] !== undefined && before[key] !== payload[key]);
  return [...issues, ...moved.map(movedIssue)];
}

/** Under these names messages name their dossier; new content must keep what the old one said. */
const CODE_KEYS = ["MaHoSo", "maHoSo", "maHoSoMCDT", "MaHoSoDonVi", "idReceivedDec"] as const;

function movedIssue(key: string) {
  return {
    pointer: `/payload/${key}`,
    code: "dossier-code-changed",
    message: "Nội dung thay thế phải giữ nguyên mã hồ sơ của thông điệp.",
    messageEn: "New content must keep the dossier code of the message.",
    severity: "error" as const,
  };
}

function notFound(c: Context<HttpEnv>): Response {
  const detail = "Không có thông điệp đang dừng (parked, refused) mang mã này trong phạm vi của khóa API.";
  return sendProblem(c, problem("not-found", { detail }));
}
