import type { Hono } from "hono";
import { stream } from "hono/streaming";
import { z } from "zod";
import { parseWith } from "#core/dossier/zod-issues.ts";
import { faultRules } from "./faults/fault-rule.ts";
import type { Faults } from "./faults/faults.ts";
import type { Ledger } from "./ledger.ts";
import type { SimulatedStatuses } from "./desks/simulated-statuses.ts";
import { jsonOrNothing, problem } from "./control-answers.ts";
import { callProvince, outgoingCall, type OutgoingFetch } from "./outgoing.ts";
import type { PortalRecords } from "./portal-records.ts";

interface Controls {
  readonly records: PortalRecords;
  readonly statuses: SimulatedStatuses;
  readonly ledger: Ledger;
  readonly faults: Faults;
  readonly fetch: OutgoingFetch;
}

/** Where a dossier stands at a ministry, from now on. */
const standing = z.strictObject({
  status: z.string().min(1).max(50).describe("Trạng thái theo số của bộ. The ministry's own number"),
  note: z.string().max(4000).optional().describe("Nội dung xử lý. What the desk wrote"),
  supplementDue: z.string().max(50).optional().describe("Hạn bổ sung. Until when a supplement is due"),
  result: z.json().optional().describe("Kết quả. The result, in the ministry's form"),
});

/** Lines written to the socket at once. */
const LINES_PER_CHUNK = 500;

/** What the real portal does not have: looking into its books, and telling it how to misbehave. */
export function addControlRoutes(app: Hono, { records, statuses, ledger, faults, fetch }: Controls): void {
  app.get("/healthz", (c) => c.json({ status: "ok" }));

  // `?after=SEQ` skips lines already read, `?dossierCode=` keeps one dossier's.
  app.get("/ledger", (c) => {
    const after = Number(c.req.query("after") ?? 0);
    const only = c.req.query("dossierCode");
    const lines = ledger
      .lines()
      .filter((line) => line.seq > after && (only === undefined || line.dossierCode === only));
    c.header("content-type", "application/x-ndjson; charset=utf-8");
    return stream(c, async (out) => {
      for (let from = 0; from < lines.length && !out.aborted; from += LINES_PER_CHUNK) {
        const chunk = lines.slice(from, from + LINES_PER_CHUNK);
        await out.write(chunk.map((line) => `${JSON.stringify(line)}\n`).join(""));
      }
    });
  });
  app.delete("/ledger", (c) => {
    ledger.clear();
    return c.body(null, 204);
  });

  app.get("/dossiers/:code", (c) => {
    const dossierCode = c.req.param("code");
    const known = records.get(dossierCode);
    if (known === undefined) return problem(c, 404, "not-found", `Không có hồ sơ ${dossierCode}. / No such dossier.`);
    const { record, progress, sector } = known;
    const messages = [...sector].map(([key, item]) => ({ key, item }));
    return c.json({ dossierCode, record, progress, sector: messages });
  });
  app.put("/dossiers/:code/standing", async (c) => {
    const read = parseWith(standing, jsonOrNothing(await c.req.text()));
    if (!read.ok) {
      const detail = "Trạng thái ở bộ không hợp lệ. / The standing is not valid.";
      return problem(c, 422, "standing-invalid", detail, read.issues);
    }
    statuses.set(c.req.param("code"), read.value);
    return c.body(null, 204);
  });
  app.delete("/dossiers", (c) => {
    statuses.clear();
    records.clear();
    return c.body(null, 204);
  });

  app.post("/outgoing", async (c) => {
    const read = parseWith(outgoingCall, jsonOrNothing(await c.req.text()));
    if (read.ok) return c.json(await callProvince(fetch, read.value));
    const detail = "Lời gọi không hợp lệ. / The call is not valid.";
    return problem(c, 422, "outgoing-invalid", detail, read.issues);
  });

  app.get("/faults", (c) => c.json(faults.list()));
  app.put("/faults", async (c) => {
    const text = await c.req.text();
    const rules = parseWith(faultRules, jsonOrNothing(text));
    if (!rules.ok) {
      return problem(
        c,
        422,
        "faults-invalid",
        "Danh sách sự cố không hợp lệ. / The list of faults is not valid.",
        rules.issues,
      );
    }
    faults.set(rules.value);
    return c.json(faults.list());
  });
}
