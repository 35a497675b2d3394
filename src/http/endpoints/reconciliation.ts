import type { Context } from "hono";
import { z } from "@hono/zod-openapi";
import {
  COMPARISON_RESULTS,
  FINDING_KINDS,
  FINDING_STATES,
  type FindingFilter,
  type FindingSettlement,
  type Resendable,
} from "#core/reconciliation/reconciliation.ts";
import { beginRun } from "../../flow/reconcile.ts";
import { planWholeResend } from "../../flow/reconcile-resend.ts";
import { operatorOf } from "../access/operator.ts";
import { json } from "../answers.ts";
import type { HttpDependencies } from "../dependencies.ts";
import { endpoint, type Endpoint } from "../endpoint.ts";
import { dossierCode, idParam, instant } from "../fields.ts";
import type { HttpEnv } from "../http-env.ts";
import { lookedForDay } from "../input/day-query.ts";
import { nextCursor, pageOf, pageShape } from "../input/page-query.ts";
import { reason } from "../input/reason.ts";
import { problem, sendProblem } from "../problem.ts";

const findingQuery = z.strictObject({
  state: z.enum(FINDING_STATES).default("open").describe("Trạng thái việc cần xử lý. State of the finding."),
  kind: z.enum(FINDING_KINDS).optional().describe("Loại sai lệch. Kind of difference."),
  agency: z.string().max(60).optional().describe("Mã cơ quan, gồm đơn vị bên dưới. Agency with units below."),
  dossierCode: z.string().max(50).optional().describe("Mã hồ sơ. Dossier code."),
  run: z.uuid().optional().describe("Lượt đối soát thấy nó gần nhất. The run that saw it last."),
  ...pageShape,
});

const dismissBody = z.strictObject({ reason });

const resendBody = z.strictObject({
  reason,
  withProgress: z
    .boolean()
    .default(false)
    .describe("Gửi lại cả các dòng tiến độ đã gửi. Also send delivered progress lines again."),
});

const runBody = z
  .strictObject({
    since: lookedForDay.optional().describe("Hồ sơ thay đổi từ ngày này (YYYY-MM-DD). Dossiers changed since."),
    dossierCode: z.string().min(1).max(50).optional().describe("Chỉ một hồ sơ. A single dossier."),
  })
  .refine(({ since, dossierCode }) => since === undefined || dossierCode === undefined, {
    error: "Chỉ dùng một trong since và dossierCode. Give since or dossierCode, not both.",
  });

const askUnknownBody = z.strictObject({ reason: reason.optional() });

const finding = z
  .strictObject({
    id: z.uuid().describe("Mã sai lệch. Id of the finding."),
    dossierCode,
    kind: z
      .enum(FINDING_KINDS)
      .describe(
        "missing: Cổng không có; extra: Cổng có thêm; different: khác nội dung. What the portal lacks, has besides, has otherwise.",
      ),
    state: z.enum(FINDING_STATES).describe("Trạng thái việc cần xử lý. State of the finding."),
    fields: z.array(z.string()).describe("Tên các trường khác nhau của Cổng. Names of the fields that differ."),
    message: z.string().describe("Câu tiếng Việt. Vietnamese sentence."),
    messageEn: z.string().describe("English sentence."),
    foundAt: instant.describe("Thấy lần đầu. When it was found."),
    seenAt: instant.describe("Lần đối soát gần nhất còn thấy. When it was last seen to be so."),
    settledAt: instant.nullable().describe("Xử lý lúc. When it was settled."),
    settledBy: z.string().nullable().describe("Ai xử lý. Who settled it."),
    reason: z.string().nullable().describe("Lý do. Why."),
  })
  .openapi("Finding");

const countsOf = (names: readonly string[]) =>
  z.strictObject(Object.fromEntries(names.map((name) => [name, z.int().describe("Số hồ sơ. Dossiers.")])));

const findingPage = z
  .strictObject({
    findings: z.array(finding),
    open: countsOf(FINDING_KINDS).describe("Số việc đang mở theo loại. Open findings by kind."),
    nextCursor,
  })
  .openapi("FindingPage");

const run = z
  .strictObject({
    id: z.uuid().describe("Mã lượt đối soát. Id of the run."),
    requestedBy: z.string().describe("worker: hằng đêm; hoặc operator:MÃ. The nightly one, or an operator."),
    startedAt: instant,
    endedAt: instant.nullable(),
    total: z.int().describe("Số hồ sơ sẽ đối soát. Dossiers it goes through."),
    done: z.int().describe("Số hồ sơ đã xong. Dossiers it is through with."),
    counts: countsOf(COMPARISON_RESULTS).describe(
      "Kết quả theo loại; agrees: khớp mọi trường, partly: khớp phần Cổng cho xem, undetermined: không so sánh được. Results by kind; agrees: in every field, partly: in what the portal shows, undetermined: nothing to compare.",
    ),
    fields: z
      .strictObject({
        sent: z.int().describe("Số trường có nội dung đã gửi. Filled fields that were sent."),
        compared: z.int().describe("Trong đó so sánh được. Of those, how many could be compared."),
      })
      .describe("So sánh được bao nhiêu phần. How much could be compared."),
  })
  .openapi("ReconciliationRun");

const settledFinding = z
  .strictObject({ outcome: z.enum(["resent", "dismissed"]).describe("Đã làm gì. What was done."), dossierCode })
  .openapi("SettledFinding");

const askedMessages = z
  .strictObject({ due: z.int().describe("Số thông điệp được hỏi ngay. Messages asked about now.") })
  .openapi("AskedMessages");

/** Messages made due in one transaction; the call goes on until none is left. */
const ASK_AT_ONCE = 500;

/** Comparing with the portal, and settling what differs. */
export function reconciliationEndpoints(deps: HttpDependencies): readonly Endpoint[] {
  const { clock, limits, sectors } = deps;
  const { store, policy, wake } = deps.reconciliation;
  const scopeOf = (c: Context<HttpEnv>) => c.get("client").agencies;
  const idOf = (c: Context<HttpEnv>) => z.uuid().safeParse(c.req.param("id")).data;
  const area = "reconciliation" as const;
  const readers = { right: "read", agencies: "within" } as const;
  const operators = { right: "operate", agencies: "within" } as const;

  return [
    endpoint({
      method: "get",
      path: "/v1/reconciliation",
      operationId: "listFindings",
      area,
      summary: "Sai lệch giữa gateway và Cổng, mới trước. Differences between gateway and portal, newest first.",
      access: readers,
      query: findingQuery,
      answers: { 200: json(findingPage, "Một trang, kèm số việc đang mở. A page with the counts of what is open.") },
      handle: async (c, { query }) => {
        const { cursor: _cursor, limit: _limit, ...filter } = query;
        const page = await store.findings(filter as FindingFilter, pageOf(query, limits), scopeOf(c));
        return c.json({ findings: page.items, open: await store.counts(scopeOf(c)), nextCursor: page.nextCursor });
      },
    }),
    endpoint({
      method: "post",
      path: "/v1/reconciliation/findings/{id}/resend",
      alsoAt: ["/v1/reconciliation/{id}/resend"],
      operationId: "resendFinding",
      area,
      summary: "Gửi lại nội dung hiện tại của hồ sơ lên Cổng. Send the current content again.",
      access: operators,
      params: idParam,
      action: resendBody,
      answers: { 202: json(settledFinding, "Đã xếp hàng gửi. Queued.") },
      refusals: ["not-found", "finding-settled", "dossier-busy", "dossier-stopped", "invalid-dossier"],
      handle: async (c, { body: { reason: why, ...options } }) => {
        const id = idOf(c);
        if (id === undefined) return answer(c, { outcome: "not-found" });
        const by = { actor: operatorOf(c), reason: why, at: new Date(clock.now()) };
        const plan = (found: Resendable) => planWholeResend(found, sectors, options, deps);
        return answer(c, await store.resend(id, scopeOf(c), by, plan));
      },
    }),
    endpoint({
      method: "post",
      path: "/v1/reconciliation/findings/{id}/dismiss",
      alsoAt: ["/v1/reconciliation/{id}/dismiss"],
      operationId: "dismissFinding",
      area,
      summary: "Bỏ qua một sai lệch. Let a difference be.",
      access: operators,
      params: idParam,
      action: dismissBody,
      answers: { 200: json(settledFinding, "Đã bỏ qua. Dismissed.") },
      refusals: ["not-found", "finding-settled"],
      handle: async (c, { body }) => {
        const id = idOf(c);
        if (id === undefined) return answer(c, { outcome: "not-found" });
        const by = { actor: operatorOf(c), reason: body.reason, at: new Date(clock.now()) };
        return answer(c, await store.dismiss(id, scopeOf(c), by));
      },
    }),
    endpoint({
      method: "post",
      path: "/v1/reconciliation/runs",
      operationId: "beginReconciliation",
      area,
      summary: "Bắt đầu một lượt đối soát. Begin comparing.",
      access: operators,
      action: runBody,
      answers: { 202: json(run, "Đã bắt đầu. Begun.") },
      refusals: ["not-found"],
      handle: async (c, { body: { since, dossierCode: one } }) => {
        const scope = scopeOf(c);
        if (one !== undefined && (await deps.reads.dossier(one, scope)) === null) {
          const detail = "Không có hồ sơ mang mã này trong phạm vi của khóa API.";
          return sendProblem(c, problem("not-found", { detail }));
        }
        const begun = await beginRun(
          { clock, store, policy },
          {
            actor: operatorOf(c),
            scope,
            dossierCode: one,
            changedSince: since === undefined ? undefined : new Date(`${since}T00:00:00+07:00`),
          },
        );
        wake();
        return c.json(begun, 202);
      },
    }),
    endpoint({
      method: "get",
      path: "/v1/reconciliation/runs/{id}",
      operationId: "getReconciliation",
      area,
      summary: "Một lượt đối soát đã tới đâu. How far a run has come.",
      description:
        "Khóa giới hạn theo cơ quan chỉ thấy lượt đối soát trong phạm vi của mình. A key bound to agencies sees the runs within them only.",
      access: readers,
      params: idParam,
      answers: { 200: json(run, "Lượt đối soát. The run.") },
      refusals: ["not-found"],
      handle: async (c) => {
        const id = idOf(c);
        const found = id === undefined ? null : await store.run(id, scopeOf(c));
        return found === null ? sendProblem(c, problem("not-found")) : c.json(found);
      },
    }),
    endpoint({
      method: "post",
      path: "/v1/reconciliation/unknown",
      operationId: "askUnknownMessages",
      area,
      summary: "Hỏi Cổng ngay về mọi thông điệp chưa rõ kết quả. Ask about every lost answer now.",
      access: operators,
      action: askUnknownBody,
      answers: { 202: json(askedMessages, "Số thông điệp được hỏi ngay. How many.") },
      handle: async (c, { body }) => {
        const by = { actor: operatorOf(c), reason: body.reason ?? null, at: new Date(clock.now()) };
        let due = 0;
        for (;;) {
          const { messages, destinations } = await store.askUnknown(scopeOf(c), ASK_AT_ONCE, by);
          if (messages === 0) break;
          due += messages;
          deps.wake(destinations);
        }
        return c.json({ due }, 202);
      },
    }),
  ];

  function answer(c: Context<HttpEnv>, settled: FindingSettlement): Response {
    switch (settled.outcome) {
      case "resent":
        deps.wake(settled.destinations);
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
