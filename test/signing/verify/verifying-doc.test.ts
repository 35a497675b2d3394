import { globSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { describe, expect, it } from "vitest";

import { refusal, type RefusalReason } from "../../../src/signing/refusals/refusal.ts";
import { limitsOf } from "../../../src/signing/containers/verification-policy.ts";
import { read } from "../../docs/fenced-blocks.ts";

/** Every code there is, from the tables that refusals are looked up in. */
const folder = fileURLToPath(new URL("../../../src/signing/refusals", import.meta.url));
const tables = globSync("*-refusals.ts", { cwd: folder }).map((name) => name.replace(/\.ts$/, ""));
const refusalReasons = (
  await Promise.all(tables.map((name): Promise<object> => import(`../../../src/signing/refusals/${name}.ts`)))
).flatMap((module) => Object.values(module).flatMap((table: object) => Object.keys(table) as RefusalReason[]));

const page = read("docs/verifying.md");
const table = page.slice(page.indexOf("## Refusals"), page.indexOf("## Checked"));

describe("docs/verifying.md", () => {
  it("has every refusal with its sentence, and no other", () => {
    const rows = [...table.matchAll(/^\| `([\w-]+)` \| (.*) \|$/gm)].map(([, code, text]) => [code, text]);
    const texts = refusalReasons.map((reason) => [reason, refusal(reason).message.en]);
    expect(rows).toEqual(texts.toSorted(([a = ""], [b = ""]) => (a < b ? -1 : 1)));
  });

  it("names every limit's home", () => {
    expect(page).toContain("VerificationLimits");
    expect(Object.values(limitsOf({ trustAnchors: [], now: new Date(0) })).every((limit) => limit > 0)).toBe(true);
  });
});

describe("refusals", () => {
  it("speak Vietnamese and English", () => {
    for (const reason of refusalReasons) {
      const { vi, en } = refusal(reason).message;
      expect(vi).not.toBe(en);
      expect(vi).toMatch(/^[\p{Lu}«].*\.$/u);
      expect(en).toMatch(/^[A-Z"].*\.$/);
      expect(vi.normalize("NFC")).toBe(vi);
    }
  });
});
