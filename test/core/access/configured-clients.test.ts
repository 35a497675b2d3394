import { describe, expect, it } from "vitest";
import { clientsInForce, type ConfiguredClient } from "#core/access/configured-clients.ts";
import type { KeptClient } from "#core/ports/client-store.ts";

const AT = new Date("2026-05-18T01:30:15.000Z");
const grant = { name: "Mẫu", rights: ["read"] as const, agencies: null, codeUnits: [] };
const ofFile = (id: string, keySha256: string): ConfiguredClient => ({
  ...grant,
  id,
  keySha256,
  source: "config-file",
});
const kept = (id: string, keySha256: string, rest: Partial<KeptClient> = {}): KeptClient => ({
  ...grant,
  id,
  keySha256,
  previousKey: null,
  createdAt: AT,
  createdBy: "operator:bootstrap",
  changedAt: AT,
  revokedAt: null,
  ...rest,
});

/** Who is let in, and who is not. */
function judged(configured: readonly ConfiguredClient[], added: readonly KeptClient[]) {
  const { configured: named, kept: live, conflicts } = clientsInForce(configured, added);
  return {
    in: [...named, ...live].map(({ id, keySha256 }) => `${id} ${keySha256}`),
    conflicts: conflicts.map(({ id, cause }) => `${id} ${cause}`),
  };
}

describe("of clients that have something in common", () => {
  it.each<[string, readonly ConfiguredClient[], readonly KeptClient[], readonly string[], readonly string[]]>([
    ["nothing", [ofFile("a", "1")], [kept("b", "2")], ["a 1", "b 2"], []],
    ["the id: the file's", [ofFile("a", "1")], [kept("a", "2")], ["a 1"], ["a configured"]],
    ["the key: the file's", [ofFile("a", "1")], [kept("b", "1")], ["a 1"], ["b configured"]],
    [
      "the key before: the file's",
      [ofFile("a", "1")],
      [kept("b", "2", { previousKey: { sha256: "1", endsAt: AT } })],
      ["a 1"],
      ["b configured"],
    ],
    ["the id of a revoked one: neither", [ofFile("a", "1")], [kept("a", "2", { revokedAt: AT })], [], ["a revoked"]],
    ["the key of a revoked one: neither", [ofFile("a", "1")], [kept("b", "1", { revokedAt: AT })], [], ["a revoked"]],
    [
      "something with one that is not let in itself: it is",
      [ofFile("a", "1")],
      [kept("a", "2", { revokedAt: AT }), kept("c", "1")],
      ["c 1"],
      ["a revoked"],
    ],
  ])("%s", (_what, configured, added, letIn, conflicts) => {
    expect(judged(configured, added)).toEqual({ in: letIn, conflicts });
  });
});
