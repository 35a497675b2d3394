import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { CheckedDossier } from "#core/dossier/check-dossier.ts";
import { createRefer, toStoredPayload, withoutLargeValues } from "../../src/flow/large-values.ts";

const LARGE_FROM = 20;
const FILE = "x".repeat(LARGE_FROM);
const hashOf = (text: string) => createHash("sha256").update(text).digest("hex");
const HASH = hashOf(FILE);

/** The values of a dossier do not matter here, only where they stand. */
function lighten(dossier: object, record: unknown = {}) {
  return withoutLargeValues({ dossier, record } as unknown as CheckedDossier, LARGE_FROM);
}

describe("the large values of a dossier", () => {
  it("are those of so many characters and more, wherever they stand", () => {
    const light = lighten(
      { note: FILE, summary: FILE.slice(1), progress: [{ note: "a" }, { note: FILE }] },
      { papers: [{ content: `${FILE}y` }], ["a/b"]: FILE },
    );
    expect(light.dossier).toEqual({ note: HASH, summary: FILE.slice(1), progress: [{ note: "a" }, { note: HASH }] });
    expect(light.record).toEqual({ papers: [{ content: hashOf(`${FILE}y`) }], ["a/b"]: HASH });
    expect(light.largeValues).toEqual([
      { pointer: "/note", sha256: HASH, bytes: 20 },
      { pointer: "/progress/1/note", sha256: HASH, bytes: 20 },
      { pointer: "/record/papers/0/content", sha256: hashOf(`${FILE}y`), bytes: 21 },
      { pointer: "/record/a~1b", sha256: HASH, bytes: 20 },
    ]);
    expect([...light.contents].map(([hash, bytes]) => [hash, Buffer.from(bytes).toString()])).toEqual([
      [HASH, FILE],
      [hashOf(`${FILE}y`), `${FILE}y`],
    ]);
  });

  it("stay where they are when their bytes would not lead back to them", () => {
    const broken = `${FILE}\ud800`;
    expect(lighten({ note: broken, count: 7, none: null })).toMatchObject({
      dossier: { note: broken, count: 7, none: null },
      largeValues: [],
    });
    expect(toStoredPayload({ note: broken }, LARGE_FROM).contents.size).toBe(0);
  });

  it("are counted in bytes of UTF-8", () => {
    expect(lighten({ note: "đ".repeat(LARGE_FROM) }).largeValues).toMatchObject([{ bytes: 2 * LARGE_FROM }]);
  });

  it("are worked out once for a dossier and all its messages", () => {
    const refer = createRefer();
    const once = refer(FILE);
    expect(refer(FILE)).toBe(once);
    expect(refer(`${FILE}y`)).not.toBe(once);
    expect(toStoredPayload({ a: FILE }, LARGE_FROM, refer).contents.get(HASH)).toBe(once.bytes);
  });
});

describe("the stored form of a payload", () => {
  it("has the hash of the whole payload, whether or not something of it is kept aside", () => {
    const whole = { b: FILE, a: 1 };
    const canonical = `{"a":1,"b":"${FILE}"}`;
    expect(toStoredPayload(whole, LARGE_FROM + 1)).toMatchObject({ text: canonical, sha256: hashOf(canonical) });
    const stored = toStoredPayload(whole, LARGE_FROM);
    expect(stored.sha256).toBe(hashOf(canonical));
    expect(stored.text).not.toContain(FILE);
    expect([...stored.contents.keys()]).toEqual([HASH]);
  });
});
