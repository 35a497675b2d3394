import { describe, expect, it } from "vitest";
import { transportKey, type TransportConfig } from "../../src/compose/transport-key.ts";

const config: TransportConfig = {
  wire: "envelope",
  url: "http://10.10.1.20:8080",
  loopback: false,
  context: "VXPAdapter",
  dstcode: "VN:GOV:000.00.00.G22:vpcpdvcprovider",
  providerUrl: undefined,
  tokenUrl: undefined,
  username: "000.00.00.H26",
  unitCode: "000.00.00.H26",
  timeoutMs: 10_000,
  receipts: { require: true, caFile: "ca.pem", signers: [{ subject: "CN=Cổng" }] },
  answers: undefined,
  password: { env: "MINISTRY_SECRET" },
};

const WORDING = {
  sessionCodes: ["401"],
  entryPerDossier: false,
  sessionPhrases: [],
  maintenancePhrases: [],
  alreadyExistsPhrases: [],
  unknownDossierPhrases: [],
  receivedPhrases: [],
  notUpdatablePhrases: [],
  accessPhrases: [],
  unclearPhrases: [],
  exceptPhrases: [],
};

/** The same with the members of every object the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([name, member]) => [name, reversed(member)]),
  );
}

describe("the key a transport is kept under", () => {
  it("does not depend on the order of members, nor on how an absent one is written", () => {
    const { providerUrl: _providerUrl, ...without } = config;
    expect(transportKey(reversed(config) as TransportConfig)).toBe(transportKey(config));
    expect(transportKey(without as TransportConfig)).toBe(transportKey(config));
  });

  it("differs with every setting that counts", () => {
    const others: readonly Partial<TransportConfig>[] = [
      { wire: "rest" },
      { url: "http://10.10.1.21:8080" },
      { context: "XrdAdapter" },
      { username: "another" },
      { timeoutMs: 10_001 },
      { password: null },
      { password: { file: "MINISTRY_SECRET" } },
      { receipts: undefined },
      { answers: WORDING },
    ];
    const keys = [config, ...others.map((other) => ({ ...config, ...other }))].map(transportKey);
    expect(new Set(keys).size).toBe(others.length + 1);
  });
});
