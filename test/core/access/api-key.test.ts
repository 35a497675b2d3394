import { describe, expect, it } from "vitest";
import { namedClient } from "#core/access/api-key.ts";

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
