import type { Context } from "hono";
import { z } from "zod";
import {
  FINDING_KINDS,
  FINDING_STATES,
  type FindingFilter,
  type Settled,
} from "#core/reconciliation/reconciliation.ts";
import { longText } from "#schemas/common/text.ts";
import { beginRun } from "../../flow/reconcile.ts";
import { planResend } from "../../flow/reconcile-resend.ts";
import type { HttpEnv } from "../http-env.ts";
import type { HttpDependencies } from "../dependencies.ts";
import { parseAction } from "../input/parse-action.ts";
import { problem, sendProblem } from "../problem.ts";
import { parseQuery } from "../input/query.ts";

/** Query of `GET /v1/reconciliation`. */
export const findingQuery = z.strictObject({
  state: z.enum(FINDING_STATES).default("open").describe("Trạng thái việc cần xử lý. State of the finding."),
  kind: z.enum(FINDING_KINDS).optional().describe("Loại sai lệch. Kind of difference."),
  agency: z.string().max(60).optional().describe("Mã cơ quan, gồm đơn vị bên dưới. Agency with units below."),
  dossierCode: z.string().max(50).optional().describe("Mã hồ sơ. Dossier code."),
  run: z.uuid().optional().describe("Lượt đối soát thấy nó gần nhất. The run that saw it last."),
  cursor: z.string().max(500).optional().describe("Trang sau. Next page."),
  limit: z.coerce.number().int().min(1).optional().describe("Số dòng mỗi trang. Rows per page."),
});

const reason = longText(500).describe("Lý do, ghi vào nhật ký kiểm toán. Reason for the audit log.");

/** Body of `POST /v1/reconciliation/{id}/dismiss`. */
export const dismissBody = z.strictObject({ reason });

/** Body of `POST /v1/reconciliation/{id}/resend`. */
export const resendBody = z.strictObject({
  reason,
  withProgress: z
    .boolean()
    .default(false)
    .describe("Gửi lại cả các dòng tiến độ đã gửi. Also send delivered progress lines again."),
});

/** Body of `POST /v1/reconciliation/runs`; empty: what is due to be compared. */
export const runBody = z
  .strictObject({
    since: z.iso.date().optional().describe("Hồ sơ thay đổi từ ngày này (YYYY-MM-DD). Dossiers changed since."),
    dossierCode: z.string().min(1).max(50).optional().describe("Chỉ một hồ sơ. A single dossier."),
  })
  .refine(({ since, dossierCode }) => since === undefined || dossierCode === undefined, {
    error: "Chỉ dùng một trong since và dossierCode. Give since or dossierCode, not both.",
  });

/** Body of `POST /v1/reconciliation/unknown`; may be empty. */
export const askUnknownBody = z.strictObject({ reason: reason.optional() });

/** Messages made due in one transaction; the call goes on until none is left. */
const ASK_AT_ONCE = 500;

/** Comparing with the portal, and settling what differs. */
export function reconciliationRoutes(deps: HttpDependencies) {
  const { clock, limits, sectors } = deps;
  const { store, policy, wake } = deps.reconciliation;
  const actorOf = (c: Context<HttpEnv>) => `operator:${c.get("client").id}`;
  const scopeOf = (c: Context<HttpEnv>) => c.get("client").agencies;
  const idOf = (c: Context<HttpEnv>) => z.uuid().safeParse(c.req.param("id")).data;

  return {
    /** `GET /v1/reconciliation` */
    list: async (c: Context<HttpEnv>): Promise<Response> => {
      const query = parseQuery(findingQuery, c);
      if (!query.ok) return sendProblem(c, query.problem);
      const { cursor, limit, ...filter } = query.value;
      const page = await store.findings(
        filter as FindingFilter,
        { limit: Math.min(limit ?? 50, limits.maxPageSize), ...(cursor === undefined ? {} : { cursor }) },
        scopeOf(c),
      );
      return c.json({ findings: page.items, open: await store.counts(scopeOf(c)), nextCursor: page.nextCursor });
    },

    /** `POST /v1/reconciliation/{id}/resend` */
    resend: async (c: Context<HttpEnv>): Promise<Response> => {
      const body = await parseAction(c, resendBody, limits);
      if ("problem" in body) return sendProblem(c, body.problem);
      const { reason: why, ...options } = body.value;
      const id = idOf(c);
      if (id === undefined) return answer(c, { outcome: "not-found" });
      const by = { actor: actorOf(c), reason: why, at: new Date(clock.now()) };
      return answer(c, await store.resend(id, scopeOf(c), by, (found) => planResend(found, sectors, options)));
    },

    /** `POST /v1/reconciliation/{id}/dismiss` */
    dismiss: async (c: Context<HttpEnv>): Promise<Response> => {
      const body = await parseAction(c, dismissBody, limits);
      if ("problem" in body) return sendProblem(c, body.problem);
      const id = idOf(c);
      if (id === undefined) return answer(c, { outcome: "not-found" });
      const by = { actor: actorOf(c), reason: body.value.reason, at: new Date(clock.now()) };
      return answer(c, await store.dismiss(id, scopeOf(c), by));
    },

    /** `POST /v1/reconciliation/runs` */
    begin: async (c: Context<HttpEnv>): Promise<Response> => {
      const body = await parseAction(c, runBody, limits);
      if ("problem" in body) return sendProblem(c, body.problem);
      const { since, dossierCode } = body.value;
      const scope = scopeOf(c);
      if (dossierCode !== undefined && (await deps.reads.dossier(dossierCode, scope)) === null) {
        const detail = "Không có hồ sơ mang mã này trong phạm vi của khóa API.";
        return sendProblem(c, problem("not-found", { detail }));
      }
      const run = await beginRun(
        { clock, store, policy },
        {
          actor: actorOf(c),
          scope,
          dossierCode,
          changedSince: since === undefined ? undefined : new Date(`${since}T00:00:00+07:00`),
        },
      );
      wake();
      return c.json(run, 202);
    },

    /** `GET /v1/reconciliation/runs/{id}` */
    run: async (c: Context<HttpEnv>): Promise<Response> => {
      const id = idOf(c);
      const run = id === undefined ? null : await store.run(id);
      return run === null ? sendProblem(c, problem("not-found")) : c.json(run);
    },

    /** `POST /v1/reconciliation/unknown` */
    askUnknown: async (c: Context<HttpEnv>): Promise<Response> => {
      const body = await parseAction(c, askUnknownBody, limits);
      if ("problem" in body) return sendProblem(c, body.problem);
      const by = { actor: actorOf(c), reason: body.value.reason ?? null, at: new Date(clock.now()) };
      let due = 0;
      for (let more = -1; more !== 0; due += more) more = await store.askUnknown(scopeOf(c), ASK_AT_ONCE, by);
      if (due > 0) deps.wake();
      return c.json({ due }, 202);
    },
  };

  function answer(c: Context<HttpEnv>, settled: Settled): Response {
    switch (settled.outcome) {
      case "resent":
        deps.wake();
        return c.json({ outcome: "resent", dossierCode: settled.dossierCode }, 202);
      case "dismissed":
        return c.json({ outcome: "dismissed", dossierCode: settled.dossierCode });
      case "not-found":
        return sendProblem(
          c,
          problem("not-found", { detail: "Không có sai lệch mang mã này trong phạm vi của khóa API." }),
        );
      case "settled-already":
      case "busy":
      case "stopped":
        return sendProblem(c, problem(REFUSALS[settled.outcome]));
      case "invalid":
        return sendProblem(
          c,
          problem("invalid-dossier", {
            detail: "Hồ sơ đang lưu không còn hợp lệ; sửa trong phần mềm một cửa rồi gửi lại hồ sơ.",
            errors: settled.issues.map((issue) => ({ ...issue })),
          }),
        );
      default:
        return settled satisfies never;
    }
  }
}

const REFUSALS = { "settled-already": "finding-settled", busy: "dossier-busy", stopped: "dossier-stopped" } as const;
