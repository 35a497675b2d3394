import type { Hono } from "hono";
import { z } from "zod";
import { parseWith } from "#core/dossier/zod-issues.ts";
import type { Clock } from "#core/ports/ports.ts";
import { jsonOrNothing, problem } from "./control-answers.ts";
import type { Ledger } from "./ledger.ts";
import type { PortalRecords } from "./portal-records.ts";
import { restoreBackup } from "./restore.ts";
import { LOGIN_FORM, LOGIN_PATH } from "./variants/login-form.ts";
import { VARIANTS } from "./variants/catalogue.ts";
import type { VariantInForce } from "./variants/variant-in-force.ts";

interface Controls {
  readonly clock: Clock;
  readonly records: PortalRecords;
  readonly ledger: Ledger;
  readonly variant: VariantInForce;
}

const restored = z.strictObject({
  seconds: z.number().min(0).max(31_536_000).describe("Quay lại bao nhiêu giây. How many seconds to go back"),
});

/** Which plausible portal is played, and the restoring of an old backup. */
export function addVariantRoutes(app: Hono, { clock, records, ledger, variant }: Controls): void {
  app.get("/variants", (c) =>
    c.json(VARIANTS.map(({ name, changes, why, settings }) => ({ name, changes, why, settings }))),
  );
  app.get("/variant", (c) => c.json(variant.chosen));
  app.put("/variant", async (c) => {
    const read = variant.choose(jsonOrNothing(await c.req.text()));
    if (read.ok) return c.json(read.value);
    const detail =
      "Không có biến thể ấy, hoặc thiết lập không hợp lệ. / No such variant, or its settings are not valid.";
    return problem(c, 422, "variant-invalid", detail, read.issues);
  });

  app.post("/restore", async (c) => {
    const read = parseWith(restored, jsonOrNothing(await c.req.text()));
    if (read.ok) return c.json({ undone: restoreBackup({ clock, records, ledger }, read.value.seconds * 1000) });
    return problem(c, 422, "restore-invalid", "Cần {seconds}. / {seconds} is needed.", read.issues);
  });

  // Where the variants lead whose sessions end with a page of the portal's for people.
  app.get(LOGIN_PATH, (c) => c.html(LOGIN_FORM));
}
