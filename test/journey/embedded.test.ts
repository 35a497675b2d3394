import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { journeyContract } from "./journey.ts";

journeyContract("the embedded database", async (stack) => {
  const folder = mkdtempSync(join(tmpdir(), "lienthong-test-journey-"));
  stack.defer(() => rmSync(folder, { recursive: true, force: true }));
  return { DATA_DIR: join(folder, "data") };
});
