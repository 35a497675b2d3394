import type { Context } from "hono";
import { z } from "@hono/zod-openapi";
import type { JsonObject } from "#core/message/message.ts";
import { DOSSIER_SERVICE, PROGRESS_SERVICE } from "#core/message/plan-messages.ts";
import { dossierKeysOf } from "#core/sector/dossier-keys.ts";
import { parseWith } from "#core/dossier/zod-issues.ts";
import { portalDossier } from "#schemas/portal/dossier-sync.ts";
import { progressEntry } from "#schemas/portal/progress-update.ts";
import type { StoppedMessage } from "#core/ports/message-actions.ts";
import { toStoredPayload } from "../../flow/large-values.ts";
import { operatorOf } from "../access/operator.ts";
import { json } from "../answers.ts";
import type { HttpDependencies } from "../dependencies.ts";
import { endpoint, type Endpoint } from "../endpoint.ts";
import { anyObject, idParam } from "../fields.ts";
import type { HttpEnv } from "../http-env.ts";
import { reason } from "../input/reason.ts";
import { problem, sendProblem } from "../problem.ts";

const skipBody = z.strictObject({ reason });

const replaceBody = z.strictObject({
  payload: anyObject.describe("Nội dung mới, theo định dạng của dịch vụ. New content, in the form of the service."),
  reason,
});

/** Formats of the portal's own services; a sector's message is judged by its destination. */
const FORMATS: Readonly<Record<string, z.ZodType>> = {
  [DOSSIER_SERVICE]: portalDossier,
  [PROGRESS_SERVICE]: progressEntry,
};

/** What an operator does to one message that stopped, each with a reason. */
export function stoppedMessageEndpoints(deps: HttpDependencies): readonly Endpoint[] {
  const common = {
    method: "post",
    area: "messages",
    access: { right: "operate", agencies: "within" },
    params: idParam,
    refusals: ["not-found"],
  } as const;

  return [
    endpoint({
      ...common,
      path: "/v1/messages/{id}/skip",
      operationId: "skipMessage",
      summary: "Bỏ qua một thông điệp đang dừng để các thông điệp sau đi tiếp. Let a stopped message go undelivered.",
      action: skipBody,
      answers: {
        200: json(
          z
            .strictObject({ skipped: z.int().describe("Số thông điệp đã bỏ qua. Messages skipped.") })
            .openapi("SkippedMessage"),
          "Đã bỏ qua. Skipped.",
        ),
      },
      handle: async (c, { body }) => {
        const found = await find(c);
        if (found === null) return notFound(c);
        const { messages, destinations } = await deps.actions.skip(found.id, byOperator(c, body.reason));
        if (messages === 0) return notFound(c);
        deps.wake(destinations);
        return c.json({ skipped: 1 });
      },
    }),
    endpoint({
      ...common,
      path: "/v1/messages/{id}/replace",
      operationId: "replaceMessage",
      summary: "Thay nội dung một thông điệp đang dừng rồi gửi. Put other content into a stopped message and send it.",
      action: replaceBody,
      longestAction: deps.limits.maxBodyBytes,
      answers: {
        202: json(
          z
            .strictObject({ replaced: z.int().describe("Số thông điệp đã thay. Messages replaced.") })
            .openapi("ReplacedMessage"),
          "Đã xếp hàng lại. Queued again.",
        ),
      },
      handle: async (c, { body }) => {
        const found = await find(c);
        if (found === null) return notFound(c);
        const payload = body.payload as JsonObject;
        const errors = judge(found.message, payload, dossierKeysOf(found.message.service, deps.sectors.all));
        if (errors.length > 0) return sendProblem(c, problem("invalid-request", { errors: [...errors] }));
        const by = byOperator(c, body.reason);
        // As of a push: only a sector's message can be so large, and its contents are kept before it refers to them.
        const stored = toStoredPayload(payload, found.message.kind === "sector" ? deps.largeFrom : Infinity);
        await deps.attachments.keep(stored.contents);
        const { messages, destinations } = await deps.actions.replace(found.id, stored, by);
        if (messages === 0) return notFound(c);
        deps.wake(destinations);
        return c.json({ replaced: 1 }, 202);
      },
    }),
  ];

  async function find(c: Context<HttpEnv>): Promise<{ readonly id: string; readonly message: StoppedMessage } | null> {
    const id = z.uuid().safeParse(c.req.param("id"));
    const message = id.success ? await deps.actions.stopped(id.data, c.get("client").agencies) : null;
    return message === null || !id.success ? null : { id: id.data, message };
  }

  function byOperator(c: Context<HttpEnv>, why: string) {
    return { actor: operatorOf(c), reason: why, at: new Date(deps.clock.now()) };
  }
}

/** What is wrong with new content: its format, or that it is about another dossier. */
function judge(message: StoppedMessage, payload: JsonObject, dossierKeys: readonly string[]) {
  const format = FORMATS[message.service];
  const read = format === undefined ? { ok: true as const } : parseWith(format, payload, ["payload"]);
  const issues = read.ok ? [] : read.issues;
  const before = JSON.parse(message.payload) as JsonObject;
  const moved = dossierKeys.filter((key) => before[key] !== undefined && before[key] !== payload[key]);
  return [...issues, ...moved.map(movedIssue)];
}

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
