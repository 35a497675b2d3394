import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { SignatureVerdict } from "../../src/simulator/signature-check.ts";
import { DEMO_PORTAL } from "../../src/simulator/demo-account.ts";
import { JWS_HEADER } from "../../src/signing/containers/jws/sign-jws.ts";
import { createSigner } from "../../src/signing/containers/signing-profiles.ts";
import { root, sampleKey } from "../signing/sample-keys.ts";
import { openPortal, FORWARD, read, type OpenPortal } from "./open-portal.ts";
import { civilStatusItem, CODE, dossier2022, entry } from "./portal-samples.ts";

describe("the ledger", () => {
  it("has one line per applied element, in order, and nothing else in a line", async () => {
    const { call, clock, simulator, ledger } = await openPortal();
    const second = { ...dossier2022, MaHoSo: "H26.107-260518-0124" };
    await call("DongBoHoSoMC", { isUpdating: "False", data: [dossier2022, second] }, { "X-Request-Id": "env-1" });
    clock.advance(1_500);
    await call("CapNhatTienDoHoSoMC", { data: [entry] });
    await call("dangKyHoTich", { data: civilStatusItem });
    const signature = { present: false, valid: false, signer: null, profile: null };
    const first = {
      seq: 1,
      at: "2026-05-18T01:30:15.000Z",
      service: "DongBoHoSoMC",
      isUpdating: false,
      dossierCode: CODE,
      itemSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      requestId: "env-1",
      signature,
      status: "2",
    };
    const later = { isUpdating: null, dossierCode: CODE, requestId: null, at: "2026-05-18T01:30:16.500Z" };
    expect(await ledger()).toEqual([
      first,
      { ...first, seq: 2, dossierCode: second.MaHoSo },
      { ...first, ...later, seq: 3, service: "CapNhatTienDoHoSoMC" },
      { ...first, ...later, seq: 4, service: "dangKyHoTich", status: null },
    ]);
    const filtered = await simulator.app.request(`/ledger?after=1&dossierCode=${second.MaHoSo}`);
    expect(filtered.headers.get("content-type")).toBe("application/x-ndjson; charset=utf-8");
    expect(await filtered.text()).toMatch(/^\{"seq":2,.*\}\n$/);
  });

  it("hashes an element with its keys sorted, whatever their order on the wire", async () => {
    const { create, ledger } = await openPortal();
    const reversed = Object.fromEntries(Object.entries(dossier2022).toReversed());
    await create(reversed);
    // Independent of the code under test: the replacer of JSON.stringify sorts, and nothing in the sample is nested twice.
    const sorted = JSON.stringify(dossier2022, (_key, value: unknown) =>
      typeof value === "object" && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
        : value,
    );
    const [line] = await ledger();
    expect(line?.itemSha256).toBe(createHash("sha256").update(sorted).digest("hex"));
  });
});

describe("a signature", () => {
  const signedAt = "2027-05-18T08:30:15+07:00";
  const signer = createSigner({ profile: "jws", key: sampleKey("rsa-pkcs8.pem") });

  async function signed(portal: OpenPortal, change: (body: string) => string = (body) => body): Promise<Response> {
    portal.clock.jumpTo(signedAt);
    const { username, password, unitCode: madonvi } = DEMO_PORTAL;
    const { session } = await read(await portal.post(`${FORWARD}/mapi/login`, { username, password }));
    const body = JSON.stringify({
      session,
      madonvi,
      service: "DongBoHoSoMC",
      isUpdating: "False",
      data: [dossier2022],
    });
    const { header, value } = await signer.sign(Buffer.from(body), new Date(signedAt));
    return portal.post(`${FORWARD}/mapi/g`, change(body), { [header]: value });
  }

  const verdict = async (portal: OpenPortal): Promise<SignatureVerdict | undefined> =>
    (await portal.ledger())[0]?.signature;

  it("that holds is recorded with its signer", async () => {
    const portal = await openPortal({ trustAnchors: [root] });
    await signed(portal);
    expect(await verdict(portal)).toEqual({ present: true, valid: true, signer: signer.subject, profile: "jws" });
  });

  it.each([
    ["over other bytes", { trustAnchors: [root] }, (body: string) => body.replace("Mẫu", "Khác"), "signature-mismatch"],
    ["of an unknown CA", {}, (body: string) => body, "chain-untrusted"],
  ])("%s is recorded as not valid, and the call still applied", async (_name, options, change, reason) => {
    const portal = await openPortal(options);
    await signed(portal, change);
    expect(await verdict(portal)).toEqual({ present: true, valid: false, signer: null, profile: "jws", reason });
  });

  it("is demanded for writes, not for reads, when the profile says so", async () => {
    const portal = await openPortal({ trustAnchors: [root], profile: { requireSignature: true } });
    expect(await portal.create(dossier2022)).toEqual({
      error_code: "-1",
      message: expect.stringContaining("Chữ ký số"),
    });
    expect(await portal.ask("DongBoHoSoMC", {}, { [JWS_HEADER]: "a..b" })).toMatchObject({ error_code: "-1" });
    expect(await portal.ask("TraCuuHoSo", { mahoso: CODE })).toMatchObject({ error_code: "0" });
    expect(await portal.ledger()).toEqual([]);
    expect(await read(await signed(portal))).toMatchObject({ error_code: "0" });
  });
});
