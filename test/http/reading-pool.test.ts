import { afterAll, describe, expect, it } from "vitest";
import { WrittenNumber } from "#core/dossier/written-number.ts";
import { DEFAULT_HTTP_LIMITS, READ_ASIDE_FROM_KIB } from "#core/ports/http-limits.ts";
import { createDossierReader } from "../../src/http/input/dossier-reader.ts";
import { dossierShapes } from "../../src/http/input/dossier-input.ts";
import { createReadingPool, type ReadingPool } from "../../src/http/input/reading-pool.ts";
import { sectors } from "./api-under-test.ts";

const limits = DEFAULT_HTTP_LIMITS;
const READ_ASIDE_FROM = 1024 * READ_ASIDE_FROM_KIB.json;
const failures: unknown[] = [];

function openPool(waiting = 8): ReadingPool {
  const data = { shapes: dossierShapes(sectors), limits };
  return createReadingPool({ threads: 1, seconds: 60, waiting, data, failed: (error) => void failures.push(error) });
}

const pool = openPool();
const read = createDossierReader(sectors, limits, pool);
afterAll(() => pool[Symbol.asyncDispose]());

/** Large enough to be read aside. */
const padding = "x".repeat(READ_ASIDE_FROM);

describe("a large body", () => {
  it("is read aside as it would be read here: fractions as they are written, names of JavaScript's own as any other", async () => {
    const large = `{"a":[1,8.000,{"b":-1e3}],"__proto__":{"c":null},"padding":"${padding}"}`;
    const reading = await read(Buffer.from(large), "json");
    const small = await read(Buffer.from(large.replace(padding, "")), "json");
    if (reading.kind !== "one" || !reading.read.ok || small.kind !== "one" || !small.read.ok) throw new Error("unread");
    const value = reading.read.value as { a: unknown[]; padding: string };
    expect(value.a[1]).toEqual(new WrittenNumber("8.000"));
    expect(value.a[1]).toBeInstanceOf(WrittenNumber);
    expect(Object.hasOwn(value, "__proto__")).toBe(true);
    expect({ ...value, padding: "" }).toEqual(small.read.value);
  });

  it("that holds a batch gives its dossiers one by one, and refuses alone the one that has too much", async () => {
    const many = JSON.stringify(Array.from({ length: limits.maxDossierValues + 1 }, () => 1));
    const reading = await read(Buffer.from(`{"dossiers":[{"a":1},${many},{"a":"${padding}"}]}`), "json");
    if (reading.kind !== "batch") throw new Error(reading.kind);
    const items = [...reading.items];
    expect([reading.count, items.map(({ ok }) => ok)]).toEqual([3, [true, false, true]]);
    expect(items[1]).toMatchObject({ issues: [{ code: "too-many-values" }] });
  });

  it.each<[string, "json" | "xml", string]>([
    ["a member too many", "json", `[${"1,".repeat(limits.maxValues)}1]`],
    ["a list too deep", "json", "[".repeat(READ_ASIDE_FROM)],
    ["bytes that are no text", "json", "\u00ff"],
    ["a tag without end", "xml", `<a ${"b='c' ".repeat(READ_ASIDE_FROM)}`],
    ["an element too many", "xml", `<a>${"<b/>".repeat(limits.maxXmlElements)}</a>`],
    ["a comment without end", "xml", "<!-- ".repeat(READ_ASIDE_FROM)],
  ])("with %s is refused", async (_what, format, text) => {
    const bytes = text === "\u00ff" ? Buffer.alloc(READ_ASIDE_FROM, 0xff) : Buffer.from(text);
    expect(await read(bytes, format)).toMatchObject({ kind: "unreadable" });
  });
});

describe("a pool of threads", () => {
  const bytes = Buffer.from('{"a":1}');

  it("loses one text with a thread that ends over it, and reads the next", async () => {
    failures.length = 0;
    const deadly = { bytes: {} as Uint8Array, format: "json" } as const;
    expect(await pool.read(deadly)).toEqual({ kind: "given-up" });
    expect(failures).toHaveLength(1);
    expect(await pool.read({ bytes, format: "json" })).toMatchObject({ kind: "read", text: { kind: "one" } });
  });

  it("takes the bytes over where nothing else stands in their memory", async () => {
    const own = new Uint8Array(bytes);
    expect(await pool.read({ bytes: own, format: "json" })).toMatchObject({ kind: "read", text: { kind: "one" } });
    expect([own.byteLength, bytes.byteLength]).toEqual([0, 7]);
  });

  it("has no more waiting than it may, and gives up at its end what waits", async () => {
    const small = openPool(1);
    const first = small.read({ bytes, format: "json" });
    const second = small.read({ bytes, format: "json" });
    expect(await small.read({ bytes, format: "json" })).toEqual({ kind: "busy" });
    await small[Symbol.asyncDispose]();
    expect(await second).toEqual({ kind: "given-up" });
    expect((await first).kind).toMatch(/^(?:read|given-up)$/);
    expect(await small.read({ bytes, format: "json" })).toEqual({ kind: "given-up" });
  });
});
