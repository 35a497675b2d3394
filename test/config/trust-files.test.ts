import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { Fault } from "#core/fault.ts";
import { toConfig } from "../../src/config/config.ts";
import { toDestinations } from "../../src/config/destinations.ts";
import { readEnv } from "../../src/config/env.ts";
import { readConfigFile } from "../../src/config/file.ts";
import { createVerifying } from "../../src/compose/verifying.ts";

const folder = mkdtempSync(join(tmpdir(), "lienthong-test-trust-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const DEMO_CA = fileURLToPath(new URL("../../certs.example/ca.pem", import.meta.url));
const FIXTURE_CA = fileURLToPath(new URL("../signing/fixtures/root.pem", import.meta.url));
const hex = "0".repeat(64);

function read(yaml: string) {
  const path = join(folder, "config.yaml");
  writeFileSync(path, yaml);
  return toConfig(readEnv({}), readConfigFile(path));
}

/** The English sentence of what is thrown. */
function refusalOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof Fault) return `${error.code}: ${error.en}`;
    throw error;
  }
  return "nothing refused";
}

const OWN = `receipts: {caFile: ${DEMO_CA}, signers: [{fingerprint: "${hex}"}], require: true}`;
const PORTAL = `portal: {receipts: {caFile: ${DEMO_CA}, signers: [{subject: CN=Cổng Mẫu}]}}\n`;

describe("receipts of the configuration file", () => {
  it("of the portal hold behind its own door, and nowhere else", () => {
    const doors = `destinations:
  civil-status:
    doors:
      - {to: 2026-12-31}
      - {from: 2027-01-01, to: 2027-12-31, dstcode: "VN:GOV:x"}
      - {from: 2028-01-01, url: "http://127.0.0.1:9001", username: a, passwordEnv: A}
      - {from: 2020-01-01, to: 2020-12-31, dstcode: "VN:GOV:y", ${OWN}}
`.replace("{to: 2026-12-31}", "{from: 2026-01-01, to: 2026-12-31}");
    const config = read(PORTAL + doors);
    const [civil, promotions] = toDestinations(config, ["civil-status", "promotions"]);
    expect(civil?.doors.map(({ receipts }) => receipts?.signers)).toEqual([
      [{ subject: "CN=Cổng Mẫu" }],
      undefined,
      undefined,
      [{ fingerprint: hex }],
    ]);
    expect(civil?.doors[3]?.receipts).toMatchObject({ require: true });
    expect(promotions?.doors[0]?.receipts).toEqual(config.portal.receipts);
    expect(config.portal.receipts).toMatchObject({ require: false });
  });

  it.each([
    ["on the portal's own door", `destinations: {a: {doors: [{${OWN}}]}}`, "say it in portal.receipts"],
    ["without signers", `portal: {receipts: {caFile: a.pem}}`, "signers"],
    ["with no signer", `portal: {receipts: {caFile: a.pem, signers: []}}`, "signers"],
    ["with half a fingerprint", `portal: {receipts: {caFile: a.pem, signers: [{fingerprint: "00"}]}}`, "signers"],
    ["with an unknown profile", `portal: {receipts: {caFile: a, signers: [{subject: abc}], profile: pgp}}`, "profile"],
    ["asking anywhere", "revocation: {hosts: ['*']}", "revocation.hosts"],
    ["asking by file", "revocation: {crlUrls: ['file:///etc/passwd']}", "revocation.crlUrls"],
    ["that shrug", "revocation: {whenUnreachable: ignore}", "whenUnreachable"],
  ])("are refused %s", (_, yaml, said) => {
    expect(refusalOf(() => read(yaml))).toMatch(
      new RegExp(`^config-invalid: .*${said.replaceAll(".", String.raw`\.`)}`),
    );
  });

  it("take fingerprints as tools print them", () => {
    const printed = Array(32).fill("AB").join(":");
    const { receipts } = read(`portal: {receipts: {caFile: a.pem, signers: [{fingerprint: "${printed}"}]}}`).portal;
    expect(receipts?.signers).toEqual([{ fingerprint: "ab".repeat(32) }]);
  });
});

describe("what is trusted", () => {
  const verifying = createVerifying({
    config: { revocation: undefined },
    clock: { now: () => 0 },
    fetch: () => Promise.reject(new TypeError("no network")),
  });
  const receipts = (caFile: string) => ({ caFile, signers: [{ subject: "CN=Mẫu" }], require: true });
  const inbound = (caFile: string, calls?: string[]) => ({
    ...receipts(caFile),
    maxAgeMinutes: 60,
    ...(calls && { calls }),
  });

  it("is never the published demo CA for a real system", () => {
    const real = "https://portal.example.vn";
    expect(refusalOf(() => verifying.receiptRules(receipts(DEMO_CA), real))).toMatch(/^certificate-for-demo-only: /);
    expect(refusalOf(() => verifying.inbound(inbound(DEMO_CA), real, []))).toMatch(/^certificate-for-demo-only: /);
    expect(verifying.receiptRules(receipts(DEMO_CA), null)).toMatchObject({ require: true });
  });

  it("has to be readable", () => {
    for (const path of [join(folder, "missing.pem"), fileURLToPath(import.meta.url)])
      expect(refusalOf(() => verifying.receiptRules(receipts(path), null))).toMatch(/^config-invalid: No certificate/);
  });

  it("names calls that exist, so that a slip of the pen opens nothing", () => {
    const calls = ["addtthcKhuyenMai"];
    expect(refusalOf(() => verifying.inbound(inbound(FIXTURE_CA, ["addtthckhuyenmai"]), null, calls))).toBe(
      'config-invalid: CONFIG_FILE, inbound.signatures.calls: there is no call "addtthckhuyenmai". Calls: addtthcKhuyenMai.',
    );
    expect(verifying.inbound(inbound(FIXTURE_CA, calls), null, calls)).toBeTypeOf("function");
    expect(verifying.inbound(undefined, null, calls)).toBeNull();
  });
});
