import { describe, expect, it } from "vitest";

import { refusal, refusalReasons } from "../../../src/signing/verify/refusal.ts";
import { limitsOf } from "../../../src/signing/verify/policy.ts";
import { read } from "../../docs/fenced-blocks.ts";

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
