import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { oracle } from "../../kit/oracle.ts";
import { createTimestampAuthority } from "../oracles/timestamp-authority.ts";
import { conformancePage } from "./conformance-page.ts";
import { everyContainer } from "./containers.ts";
import { libraries } from "./library-verifiers.ts";
import { lienthong } from "./lienthong-verifier.ts";
import { programs } from "./program-verifiers.ts";
import { spoil, tamperings } from "./tamperings.ts";

const openssl = oracle("openssl");
const authority = openssl === undefined ? undefined : createTimestampAuthority(openssl);
afterAll(() => authority?.[Symbol.dispose]());

const samples = await everyContainer(authority?.stamp);
const rows = samples.map((sample) => ({
  row: `${sample.container} × ${sample.algorithm}`,
  sample,
  forgeries: tamperings.map((tampering) => spoil(sample, tampering)),
}));
const verifiers = [lienthong(authority?.certificate), ...libraries, ...programs];

describe.each(verifiers.filter(({ isHere }) => isHere))("every container × algorithm × $name", (verifier) => {
  const spoken = rows.filter(({ sample }) => verifier.speaks(sample));
  const verdicts = new Map<string, readonly boolean[]>();
  beforeAll(async () => {
    const all = await verifier.judge(spoken.flatMap(({ sample, forgeries }) => [sample, ...forgeries]));
    const width = tamperings.length + 1;
    spoken.forEach(({ row }, index) => verdicts.set(row, all.slice(index * width, (index + 1) * width)));
  });

  for (const { row } of spoken) {
    it(`${row} × ${verifier.name}`, () => {
      const [genuine, ...forgeries] = verdicts.get(row) ?? [];
      expect(genuine).toBe(true);
      const accepted = tamperings.filter((_, index) => forgeries[index] !== false).map(({ name }) => name);
      expect(accepted).toEqual([]);
    });
  }
});

describe("the matrix", () => {
  const isWhole = verifiers.every(({ isHere }) => isHere);

  it("has every container before somebody else than us, and twelve tamperings", () => {
    expect(tamperings).toHaveLength(12);
    for (const { sample } of rows) {
      expect(verifiers.filter(({ isHere, speaks }) => isHere && speaks(sample)).length).toBeGreaterThan(1);
    }
  });

  it.runIf(isWhole)("is the one of docs/conformance.md", async () => {
    const page = conformancePage({ samples, verifiers, tamperings: tamperings.map(({ name }) => name) });
    await expect(page).toMatchFileSnapshot("../../../docs/conformance.md");
  });
});
