import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { DEMO_KEY_PASSWORD } from "../../src/signing/trust/demo-certificate.ts";
import { readKeyFile } from "../../src/signing/keys/key-file.ts";
import { createSigner } from "../../src/signing/containers/signing-profiles.ts";
import { createSignatureJudge } from "../../src/signing/verify/signature-judge.ts";
import { DEMO_PORTAL } from "../../src/simulator/demo-account.ts";
import { FORWARD, openPortal, type OpenPortal } from "./open-portal.ts";
import { dossier2022 } from "./portal-samples.ts";

const demo = (name: string) => fileURLToPath(new URL(`../../certs.example/${name}`, import.meta.url));
const key = readKeyFile({ path: demo("signing.p12"), password: DEMO_KEY_PASSWORD });
const root = new X509Certificate(readFileSync(demo("ca.pem")));
const sha256 = key.chain[0].fingerprint256.replaceAll(":", "").toLowerCase();

const open = (): Promise<OpenPortal> => openPortal({ signer: createSigner({ profile: "jws", key }) });

/** What a careful caller makes of an answer's signature. */
async function judged(portal: Pick<OpenPortal, "clock">, response: Response): Promise<string> {
  const { clock } = portal;
  const judge = createSignatureJudge({ trustAnchors: [root], signers: [{ sha256 }], clock });
  const body = new Uint8Array(await response.arrayBuffer());
  const found = await judge({ headers: response.headers, body, notBefore: new Date(clock.now()) });
  if (found === null) return "unsigned";
  return found.finding.verdict === "verified" ? "verified" : found.finding.code;
}

const create = (portal: OpenPortal) => portal.call("DongBoHoSoMC", { isUpdating: "False", data: [dossier2022] });
const logIn = async (portal: OpenPortal) => {
  const { username, password } = DEMO_PORTAL;
  const answer = await portal.post(`${FORWARD}/mapi/login`, { username, password });
  return ((await answer.json()) as { session: string }).session;
};

describe("a simulated portal with a key", () => {
  it("signs what it says, yes or no, also in ministries' words", async () => {
    const portal = await open();
    const session = await logIn(portal);
    const call = () => portal.call("DongBoHoSoMC", { session, isUpdating: "False", data: [dossier2022] });
    expect([await judged(portal, await call()), await judged(portal, await call())]).toEqual(["verified", "verified"]);
    const rest = await portal.post(
      "/rest/dangKyHoTich",
      { module: "KS", maHoSo: "H26.107-260518-0123" },
      { Authorization: `Bearer ${session}` },
    );
    expect([rest.status, await judged(portal, rest)]).toEqual([200, "verified"]);
    const wrapped = await portal.post(
      `/api/SynsTTHCC/DongBoHoSoMC?MaDinhDanhDV=${DEMO_PORTAL.unitCode}&isUpdating=True`,
      [dossier2022],
    );
    expect(await judged(portal, wrapped)).toBe("verified");
  });

  it.each([
    ["bad-signature", "signature-mismatch", 1],
    ["no-signature", "unsigned", 1],
    ["html-200", "unsigned", 0],
    ["bad-json", "unsigned", 0],
    ["maintenance", "unsigned", 0],
    ["error-code", "verified", 0],
  ])("spoils what a fault says: %s", async (kind, expected, applied) => {
    const portal = await open();
    const session = await logIn(portal);
    await portal.faults({ kind });
    const answer = await portal.call("DongBoHoSoMC", { session, isUpdating: "False", data: [dossier2022] });
    expect(await judged(portal, answer)).toBe(expected);
    expect(await portal.ledger()).toHaveLength(applied);
  });
});

describe("a simulated portal without a key", () => {
  it("signs nothing, but can carry a signature that is none", async () => {
    const portal = await openPortal();
    expect(await judged(portal, await create(portal))).toBe("unsigned");
    await portal.faults({ kind: "bad-signature" });
    expect(await judged(portal, await create(portal))).toBe("algorithm-refused");
  });
});
