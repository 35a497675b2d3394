import { describe, expect, it } from "vitest";
import { NOTICE_BODY } from "../adapters/promotions/native/bodies.ts";
import type { CallSignatures } from "../../src/http/access/call-signatures.ts";
import { createRevocationSource } from "../../src/signing/trust/revocation-source.ts";
import { createSignatureJudge, type SignatureJudgeOptions } from "../../src/signing/verify/signature-judge.ts";
import { createSigner } from "../../src/signing/signers/signing-profiles.ts";
import { verifySignature } from "../../src/signing/verify/verify-signature.ts";
import { createSimulator } from "../../src/simulator/simulator.ts";
import { seededRandom } from "../kit/seeded-random.ts";
import { root, sampleKey } from "../signing/sample-keys.ts";
import { sharedDatabase } from "../store/shared-database.ts";
import { KEYS, openApi, type Api } from "./api-under-test.ts";
import { signatureHeaders } from "../../src/signing/verify/signature-input.ts";

const place = sharedDatabase();
const FORWARD = "/VXPAdapter/RestService/forward";
const key = sampleKey("rsa-modern.p12");
const sha256 = key.chain[0].fingerprint256.replaceAll(":", "").toLowerCase();
const NOTICE = JSON.stringify(NOTICE_BODY);
const CODE = NOTICE_BODY.MaHoSo;

/** An API that demands signatures; its clock is inside the validity of the key. */
function open(rules: Partial<CallSignatures> = {}, judging: Partial<SignatureJudgeOptions> = {}): Api {
  let now = () => 0;
  const judge = createSignatureJudge({
    trustAnchors: [root],
    signers: [{ sha256 }],
    clock: { now: () => now() },
    ...judging,
  });
  const api = openApi(place().store, {}, undefined, { judge, maxAgeMinutes: 60, ...rules });
  api.clock.jumpTo("2027-05-18T08:30:15+07:00");
  now = api.clock.now;
  return api;
}

async function sign(api: Api, body: string, profile = "jws", agoMs = 0): Promise<Record<string, string>> {
  const at = new Date(api.clock.now() - agoMs);
  const { header, value } = await createSigner({ profile, key }).sign(Buffer.from(body), at);
  return { [header]: value };
}

async function hand(api: Api, body: string, headers: Record<string, string>, call = "addtthcKhuyenMai") {
  const response = await api.call(`${FORWARD}/${call}`, { method: "POST", body, headers, key: KEYS.portal });
  return [response.status, await response.json()] as const;
}

const applicationOf = async (api: Api) => {
  const response = await api.call(`/v1/applications/${CODE}`);
  return response.status === 200 ? ((await response.json()) as { signature: unknown }) : null;
};
const refused = (status: number, code: string) => [
  status,
  { error_code: "-1", message: expect.stringMatching(new RegExp(`^${code}: `)) as string },
];

describe("a call from outside that has to be signed", () => {
  it.each(["jws", "cms", "xades"])("is taken with its signature (%s), which stays verifiable", async (profile) => {
    const api = open();
    const headers = await sign(api, NOTICE, profile);
    expect(await hand(api, NOTICE, headers)).toMatchObject([200, { error_code: "0" }]);
    const { signature } = (await applicationOf(api)) as {
      signature: { header: string; value: string; body: string; signer: string };
    };
    expect(signature).toMatchObject({ verdict: "verified", signedAt: "2027-05-18T08:30:15+07:00" });
    expect(Buffer.from(signature.body, "base64").toString()).toBe(NOTICE);
    const input = signatureHeaders.get(signature.header)?.(signature.value, Buffer.from(signature.body, "base64"));
    if (input === undefined) throw new Error("no such carrier");
    const proof = await verifySignature(input, { trustAnchors: [root], now: new Date("2036-01-01") });
    expect(proof).toMatchObject({ valid: true, signer: signature.signer });
  });

  it.each<[string, number, (api: Api) => Promise<[body: string, headers: Record<string, string>]>]>([
    ["signature-missing", 401, async () => [NOTICE, {}]],
    ["signature-mismatch", 401, async (api) => [NOTICE.replace("1", "2"), await sign(api, NOTICE)]],
    ["malformed", 401, async () => [NOTICE, { "X-JWS-Signature": "a..b" }]],
    ["signed-too-long-ago", 401, async (api) => [NOTICE, await sign(api, NOTICE, "jws", 66 * 60_000)]],
    [
      "carriers-several",
      401,
      async (api) => [NOTICE, { ...(await sign(api, NOTICE)), ...(await sign(api, NOTICE, "cms")) }],
    ],
  ])("is refused with %s, and nothing is kept", async (code, status, make) => {
    const api = open();
    expect(await hand(api, ...(await make(api)))).toEqual(refused(status, code));
    expect(await applicationOf(api)).toBeNull();
    expect(api.log.join("")).toContain(`"cause":"${code}"`);
  });

  it("is forbidden to whoever is not expected, though the signature holds", async () => {
    const api = open({}, { signers: [{ subject: "CN=Cổng khác" }] });
    expect(await hand(api, NOTICE, await sign(api, NOTICE))).toEqual(refused(403, "signer-unexpected"));
    const stranger = open({}, { trustAnchors: [] });
    expect(await hand(stranger, NOTICE, await sign(stranger, NOTICE))).toEqual(refused(401, "chain-untrusted"));
    expect(await applicationOf(api)).toBeNull();
  });

  it("is put off while no CA can be asked, where the policy says so", async () => {
    const source = createRevocationSource({ fetch: () => Promise.reject(new TypeError("fetch failed")) });
    const strict = open({}, { revocation: { source, whenUnreachable: "refuse" } });
    expect(await hand(strict, NOTICE, await sign(strict, NOTICE))).toEqual(refused(503, "revocation-unreachable"));
    const lenient = open({}, { revocation: { source, whenUnreachable: "accept-with-warning" } });
    expect(await hand(lenient, NOTICE, await sign(lenient, NOTICE))).toMatchObject([200, { error_code: "0" }]);
    expect(await applicationOf(lenient)).toMatchObject({
      signature: { warnings: ["revocation-unreachable", "revocation-unreachable"] },
    });
  });

  it("is no way around the key: who may not call is told nothing else", async () => {
    const api = open();
    const headers = await sign(api, NOTICE);
    const response = await api.call(`${FORWARD}/addtthcKhuyenMai`, {
      method: "POST",
      body: NOTICE,
      headers,
      key: null,
    });
    expect(response.status).toBe(403);
    expect(await applicationOf(api)).toBeNull();
  });

  it("is answered in its own form, and others need no signature where only some have to sign", async () => {
    const api = open({ calls: ["nhanHoSoLLTP"] });
    expect(await hand(api, "{}", {}, "nhanHoSoLLTP")).toEqual([
      401,
      { statusCode: "01", data: null, errorDetail: expect.stringMatching(/^signature-missing: /) as string },
    ]);
    expect(await hand(api, NOTICE, {})).toMatchObject([200, { error_code: "0" }]);
    expect(await applicationOf(api)).toMatchObject({ signature: null });
  });

  it("is made so by the simulator, which signs what the portal hands over", async () => {
    const api = open();
    const simulator = createSimulator({
      clock: api.clock,
      random: seededRandom(),
      signer: createSigner({ profile: "jws", key }),
      fetch: async (url, init) => api.app.request(url, init),
    });
    const call = { to: "http://127.0.0.1:8080", call: "addtthcKhuyenMai", key: KEYS.portal, body: NOTICE_BODY };
    const response = await simulator.app.request("/outgoing", { method: "POST", body: JSON.stringify(call) });
    expect(await response.json()).toMatchObject({ status: 200 });
    expect(await applicationOf(api)).toMatchObject({ signature: { verdict: "verified", profile: "jws" } });
  });
});
