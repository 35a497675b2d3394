import { hash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  CHAIN_START,
  checkpointInput,
  leafInput,
  linkInput,
  type AuditCheckpoint,
  type AuditLink,
  type MissingEntry,
} from "#core/proof/audit-chain.ts";
import { hashTree } from "#core/proof/hash-tree.ts";
import { createChainWalk, type ChainChecks } from "#core/proof/verify-audit-chain.ts";

const AT = "2026-05-18T08:00:00.000Z";
const digest = (bytes: Uint8Array): Uint8Array => hash("sha256", bytes, "buffer");
const sha256 = (text: string): string => hash("sha256", text);

/** A chain of so many entries, its odd ones linked without a salt as they once were; the database leaves gaps in `seq`. */
function chain(length: number, said = "đã gửi"): AuditLink[] {
  const links: AuditLink[] = [];
  for (let position = 1; position <= length; position += 1) {
    const entry = {
      seq: String(position * 2),
      at: AT,
      actor: "worker",
      action: said,
      subject: "A",
      detail: { position },
    };
    const place = { position, salt: position % 2 === 0 ? `muối ${position}` : null, about: "A", ordinal: position };
    links.push({ ...entry, ...place, link: sha256(linkInput(links.at(-1)?.link ?? CHAIN_START, place, entry)) });
  }
  return links;
}

/** A checkpoint over the first so many links of a chain; its signature says what it was made over. */
function checkpoint(links: readonly AuditLink[], position: number, withRoot = true): AuditCheckpoint {
  const link = links[position - 1]?.link ?? CHAIN_START;
  const root = withRoot
    ? Buffer.from(hashTree(links.slice(0, position).map(leafInput), digest).root).toString("hex")
    : null;
  return sealed({ position, link, root, at: AT });
}

const sealed = (said: Omit<AuditCheckpoint, "signature">): AuditCheckpoint => ({
  ...said,
  signature: { profile: "jws", header: "x", value: sha256(checkpointInput(said)) },
});

const isSigned: ChainChecks["isSigned"] = async (point) => point.signature.value === sha256(checkpointInput(point));

/** What the walk over a chain comes to, told in pieces of a size. */
async function walked(
  links: readonly (AuditLink | MissingEntry)[],
  points: readonly AuditCheckpoint[],
  { known, piece = 3 }: { readonly known?: ChainChecks["known"]; readonly piece?: number } = {},
) {
  const walk = createChainWalk({ digest, isSigned, ...(known === undefined ? {} : { known }) });
  for (let from = 0; from < links.length; from += piece) {
    const fault = await walk.next(links.slice(from, from + piece), points);
    if (fault !== null) return fault;
  }
  return walk.end();
}

describe("walking an audit chain", () => {
  it("finds a sound chain sound, in pieces of any size, and says how far it is signed", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 20 }),
        fc.nat(),
        fc.boolean(),
        fc.integer({ min: 1, max: 7 }),
        async (length, nat, withRoot, piece) => {
          const links = chain(length);
          const signedTo = (nat % length) + 1;
          const points = [...new Set([1, signedTo])].map((position) => checkpoint(links, position, withRoot));
          const { link } = checkpoint(links, length);
          const sound = { position: length, link, checkpoints: points.length, signedTo };
          expect(await walked(links, points, { piece })).toEqual(sound);
          for (const { position, link: noted } of links)
            expect(await walked(links, points, { piece, known: { position, link: noted } })).toEqual(sound);
        },
      ),
      { numRuns: 25 },
    );
  });

  it("finds nothing wrong with a log that has not begun", async () => {
    expect(await walked([], [])).toEqual({ position: 0, link: CHAIN_START, checkpoints: 0, signedTo: 0 });
  });

  it("sees every change of what an entry says, at that entry", async () => {
    const links = chain(6);
    const points = [checkpoint(links, 6)];
    const changes: Partial<AuditLink>[] = [
      { seq: "7" },
      { at: "2026-05-18T08:00:00.001Z" },
      { actor: "operator:x" },
      { action: "parked" },
      { subject: "B" },
      { detail: {} },
      { salt: "x" },
      { salt: null },
      { link: sha256("x") },
    ];
    for (const index of [2, 3]) {
      for (const change of changes.filter((one) => !("salt" in one) || one.salt !== links[index]?.salt)) {
        const changed = links.map((link, at) => (at === index ? { ...link, ...change } : link));
        const fault = { code: "entry-changed", position: index + 1, seq: changed[index]?.seq };
        expect(await walked(changed, points), JSON.stringify(change)).toEqual(fault);
      }
    }
  });

  it("sees that it was signed over another tree when only whose entry it is was changed", async () => {
    const links = chain(6);
    for (const change of [{ about: "B" }, { ordinal: 9 }]) {
      const changed = links.map((link, at) => (at === 2 ? { ...link, ...change } : link));
      const fault = { code: "root-differs", position: 6, seq: "12" };
      expect(await walked(changed, [checkpoint(links, 6)])).toEqual(fault);
      expect(await walked(changed, [checkpoint(links, 6, false)])).toMatchObject({ checkpoints: 1 });
    }
  });

  it("sees what was taken out, moved or slipped in, at its place", async () => {
    const links = chain(6);
    const points = [checkpoint(links, 6)];
    const [first, second, third, ...rest] = links;
    if (first === undefined || second === undefined || third === undefined) throw new Error("too short");
    const missing: MissingEntry = { position: 2, link: second.link, seq: second.seq, missing: true };
    expect(await walked([first, missing, third, ...rest], points)).toEqual({
      code: "entry-missing",
      position: 2,
      seq: "4",
    });
    const linkMissing = (position: number) => ({ code: "link-missing", position, seq: null });
    expect(await walked([first, third, ...rest], points)).toEqual(linkMissing(2));
    expect(await walked([second, first, third, ...rest], points)).toEqual(linkMissing(1));
    expect(await walked([first, second, second, third, ...rest], points)).toEqual(linkMissing(3));
  });

  it("believes no chain that somebody made anew, against what was signed or noted down elsewhere", async () => {
    const [links, anew] = [chain(6), chain(6, "chưa gửi")];
    const point = checkpoint(links, 4);
    const differs = { code: "checkpoint-differs", position: 4, seq: "8" };
    expect(await walked(anew, [point])).toEqual(differs);
    expect(await walked(anew, [{ ...point, link: anew[3]?.link ?? "" }])).toEqual({
      code: "checkpoint-forged",
      position: 4,
      seq: "8",
    });
    const known = { position: 4, link: point.link };
    expect(await walked(anew, [checkpoint(anew, 6)], { known })).toEqual(differs);
    expect(await walked(links.slice(0, 3), [checkpoint(links, 2)], { known })).toEqual({
      code: "truncated",
      position: 3,
      seq: null,
    });
  });

  it("does not take a chain nobody signed for proven", async () => {
    expect(await walked(chain(3), [])).toEqual({ code: "nothing-signed", position: 3, seq: null });
  });
});

describe("what is hashed for a link", () => {
  it("is a list that stays what it was when links had no salt", () => {
    const entry = { seq: "7", at: AT, actor: "worker", action: "sent", subject: "A", detail: { b: 1, a: 2 } };
    const said = `"ab",3,"7","${AT}","worker","sent","A",{"a":2,"b":1}`;
    expect(linkInput("ab", { position: 3, salt: null }, entry)).toBe(`[${said}]`);
    expect(linkInput("ab", { position: 3, salt: "muối" }, entry)).toBe(`[${said},"muối"]`);
  });

  it("is of a leaf the link and whose which entry it is", () => {
    expect(Buffer.from(leafInput({ link: "ab", about: "A", ordinal: 2 })).toString()).toBe('["ab","A",2]');
  });
});

describe("what a checkpoint signs", () => {
  it("names the log it is of, and the root only where there is one", () => {
    const said = { position: 4, link: "ab", root: "cd", at: AT };
    expect(checkpointInput(said)).toBe(`{"at":"${AT}","link":"ab","log":"lienthong-audit","position":4,"root":"cd"}`);
    expect(checkpointInput({ ...said, root: null })).toBe(
      `{"at":"${AT}","link":"ab","log":"lienthong-audit","position":4}`,
    );
  });
});
