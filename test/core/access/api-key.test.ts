import { describe, expect, it } from "vitest";
import { KEY_SECRET_BYTES, namedClient, writeApiKey } from "#core/access/api-key.ts";

const SECRET = "kX3_".repeat(10) + "-9Z";

describe("the client that a key names", () => {
  it.each([
    [`lt_motcua_${SECRET}`, "motcua"],
    [`lt_mot-cua-2_${SECRET}`, "mot-cua-2"],
    [`lt_a_${SECRET}`, "a"],
    [`lt_${"a".repeat(63)}_${SECRET}`, "a".repeat(63)],
    ["khoa-cu-khong-co-ten", null],
    [`x lt_motcua_${SECRET}`, null],
    [`lt_motcua_${SECRET}x`, null],
    [`lt_motcua_${SECRET.slice(1)}`, null],
    [`lt_motcua_${SECRET.slice(1)}.`, null],
    [`lt_-motcua_${SECRET}`, null],
    [`lt_MotCua_${SECRET}`, null],
    [`lt_${"a".repeat(64)}_${SECRET}`, null],
    ["", null],
  ])("%.30s…: %s", (key, client) => {
    expect(namedClient(key)).toBe(client);
  });
});

it("a key that is made names its client, and holds all of its secret", () => {
  const secret = Uint8Array.from({ length: KEY_SECRET_BYTES }, (_, index) => 250 - index);
  const key = writeApiKey("mot-cua-ba-dinh", secret);
  expect(namedClient(key)).toBe("mot-cua-ba-dinh");
  expect(Buffer.from(key.slice("lt_mot-cua-ba-dinh_".length), "base64url")).toEqual(Buffer.from(secret));
  expect(key).toMatch(/^[\x21-\x7e]{16,512}$/);
});
