import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { askJava, hasJava } from "../oracles/java.ts";
import { intermediate, type SignedSample, signedSamples, tamper, tamperings, trusted } from "./signed-samples.ts";
import { xmlVerifiers } from "./xml-verifiers.ts";

const path = mkdtempSync(join(tmpdir(), "lienthong-test-xml-"));
const good = await signedSamples();
const samples = good.map((sample) => ({
  name: sample.name,
  variants: [sample, ...tamperings.map((tampering) => tamper(sample, tampering))] as const,
}));
const all = samples.flatMap(({ variants }) => variants);
const folder = { path, file: (sample: SignedSample) => join(path, `${all.indexOf(sample)}.xml`) };

beforeAll(() => {
  writeFileSync(join(path, "ca.pem"), trusted);
  writeFileSync(join(path, "intermediate.pem"), intermediate);
  for (const sample of all) {
    writeFileSync(folder.file(sample), sample.xml);
    if (sample.body !== undefined) writeFileSync(`${folder.file(sample)}.body`, sample.body);
  }
});
afterAll(() => rmSync(path, { recursive: true }));

/** What every verifier has to say: yes to the sample, no to each way of spoiling it. */
const expected = [true, ...tamperings.map(() => false)];

describe.each(xmlVerifiers)("$name", (verifier) => {
  const spoken = samples
    .filter(({ variants }) => verifier.speaks(variants[0]))
    .map(({ name, variants: [sample, ...forgeries] }, index) => ({
      name,
      sample,
      forgeries: forgeries.filter((_, at) => verifier.slow !== true || at === index % forgeries.length),
    }));

  it.runIf(spoken.length > 0).each(spoken)("accepts $name, and no forgery of it", async ({ sample, forgeries }) => {
    expect(await verifier.accepts(sample, folder)).toBe(true);
    for (const forgery of forgeries) {
      const accepted = await Promise.try(() => verifier.accepts(forgery, folder)).catch(() => false);
      expect(accepted).toBe(false);
    }
    expect(forgeries).not.toEqual([]);
  });
});

describe.runIf(hasJava)("Java", () => {
  it("accepts every sample, and none of the forgeries", () => {
    const bodyOf = (sample: SignedSample) => (sample.body === undefined ? "-" : `${folder.file(sample)}.body`);
    const answers = askJava(all.map((sample) => `verify ${folder.file(sample)} ${bodyOf(sample)}`));
    expect([...answers.keys()]).toContain("jdk");
    for (const [provider, answer] of answers) {
      const verdicts = samples.map(({ name, variants }) => [
        name,
        variants.map((variant) => answer.get(folder.file(variant)) === "true"),
      ]);
      expect([provider, verdicts]).toEqual([provider, samples.map(({ name }) => [name, expected])]);
    }
  });
});

describe("the samples", () => {
  it("are of every profile, key and place", () => {
    expect(good.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["vn rsa beside a body", "xades ec exclusive parts"]),
    );
    expect(new Set(good.map(({ name }) => name)).size).toBe(good.length);
  });
});
