import { afterAll, beforeAll, describe, expect, it } from "vitest";

import {
  createRevocationSource,
  type RevocationLimits,
  type RevocationSourceOptions,
} from "../../../src/signing/trust/revocation-source.ts";
import type { RevocationPolicy } from "../../../src/signing/trust/revocation.ts";
import type { VerificationPolicy } from "../../../src/signing/verify/policy.ts";
import { verifySignature } from "../../../src/signing/verify/verify-signature.ts";
import { oracle } from "../../kit/oracle.ts";
import {
  answerOcsp as authorityOcsp,
  crlPointAt,
  crlUrl,
  dates,
  type Entry,
  makeCrl as authorityCrl,
  ocspAccessAt,
  ocspUrl,
  world,
  type World,
} from "./revocation-authority.ts";
import { TestFolder } from "./test-files.ts";
import { issue, type TestIdentity, type Wanted } from "./test-pki.ts";
import { xmlSignature } from "../containers/xml/xml-signer.ts";

const openssl = oracle("openssl");
const folder = new TestFolder();
afterAll(() => folder[Symbol.dispose]());

// OpenSSL answers by the machine's clock.
const now = new Date(Date.now() + 30_000);
const crlPoint = crlPointAt(crlUrl);
const ocspAccess = ocspAccessAt(ocspUrl);

const ca = issue({ name: "CA Mẫu", ca: true, ...dates });
const stranger = issue({ name: "CA Mẫu", ca: true, key: issue({ name: "khác" }).key, ...dates });
const renamed = issue({ name: "CA đổi tên Mẫu", ca: true, key: ca.key, ...dates });
const root = issue({ name: "CA khác Mẫu", ca: true, ...dates });
const appointed = { purposes: ["1.3.6.1.5.5.7.3.9"], keyUsage: 0x80, ...dates };
const responder = issue({ name: "OCSP Mẫu", issuer: ca, ...appointed });
const notAppointed = issue({ name: "Không được giao Mẫu", issuer: ca, keyUsage: 0x80, ...dates });
const signerWith = (extensions: Wanted["extensions"], serial: number): TestIdentity =>
  issue({ name: "Cổng Mẫu", issuer: ca, serial, ...dates, ...(extensions && { extensions }) });
const byCrl = { good: signerWith([crlPoint], 0x10), revoked: signerWith([crlPoint], 0x11) };
const byOcsp = {
  good: signerWith([ocspAccess], 0x20),
  revoked: signerWith([ocspAccess], 0x21),
  unknown: signerWith([ocspAccess], 0x22),
};
const byBoth = signerWith([ocspAccess, crlPoint], 0x30);
const revokedAt = new Date("2026-03-01T00:00:00Z");

/** What OpenSSL knows of the certificates it issued. */
const entries: readonly Entry[] = [
  [byCrl.good, "V"],
  [byCrl.revoked, "R"],
  [byOcsp.good, "V"],
  [byOcsp.revoked, "R"],
  [byBoth, "V"],
];
const tools = { folder, openssl };
const makeCrl = (by: TestIdentity, options?: readonly string[], extensions?: string): Buffer =>
  authorityCrl(tools, by, entries, { ...(options && { options }), ...(extensions && { extensions }) });
const answerOcsp = (request: Uint8Array, by: TestIdentity, options?: readonly string[]): Buffer =>
  authorityOcsp(tools, request, { ca, by, entries, ...(options && { options }) });

/** The same network, which can go away. */
function fallible(net: World): World & { isAway: boolean } {
  const made = {
    asked: net.asked,
    isAway: false,
    fetch: (url: string, init: RequestInit) => (made.isAway ? world({}).fetch(url, init) : net.fetch(url, init)),
  };
  return made;
}

const dayMs = 86_400_000;
const later = (days: number): Date => new Date(now.getTime() + days * dayMs);
const body = Buffer.from("{}");

const hosts = [new URL(crlUrl).host, new URL(ocspUrl).host];
const sourceFor = ({ fetch }: Pick<World, "fetch">, options: Partial<RevocationSourceOptions> = {}) =>
  createRevocationSource({ fetch, hosts, ...options });

async function verify(
  signer: TestIdentity,
  net: World,
  {
    whenUnreachable = "refuse",
    limits,
    source = sourceFor(net, limits && { limits }),
    ...policy
  }: Partial<RevocationPolicy & Omit<VerificationPolicy, "limits">> & { limits?: Partial<RevocationLimits> } = {},
): Promise<string> {
  const document = Buffer.from(xmlSignature(signer, [{ uri: "body", octets: body }]));
  const revocation = { source, whenUnreachable };
  const input = { profile: "xmldsig", document, detached: new Map([["body", body]]) } as const;
  const result = await verifySignature(input, { trustAnchors: [ca.certificate], now, ...policy, revocation });
  return result.valid
    ? ["valid", ...result.warnings.map(({ code }) => code).filter((code) => code !== "time-absent")].join(", ")
    : result.reason;
}

describe.runIf(openssl)("revocation by a list", () => {
  let list: Buffer = Buffer.alloc(0);
  beforeAll(() => {
    list = makeCrl(ca);
  });
  const serving = (bytes: Uint8Array | number = list): World => world({ [crlUrl]: () => bytes });

  it("lets pass who is not on it, and refuses who is", async () => {
    expect(await verify(byCrl.good, serving())).toBe("valid");
    expect(await verify(byCrl.revoked, serving())).toBe("certificate-revoked");
  });

  it("lets pass a signature that was there before", async () => {
    const before = new Date(revokedAt.getTime() - 1000);
    expect(await verify(byCrl.revoked, serving(), { receivedAt: before })).toBe("valid");
    expect(await verify(byCrl.revoked, serving(), { receivedAt: revokedAt })).toBe("certificate-revoked");
  });

  it.each<[string, () => Uint8Array | number]>([
    ["is signed by another key", () => makeCrl(stranger)],
    ["is of a CA with another name", () => makeCrl(renamed)],
    [
      "is only for some certificates",
      () => makeCrl(ca, undefined, "issuingDistributionPoint = critical, @idp\n[idp]\nonlyCA = true\n"),
    ],
    ["is outdated", () => makeCrl(ca, ["-crl_lastupdate", "20260101000000Z", "-crl_nextupdate", "20260201000000Z"])],
    [
      "is from the future",
      () => makeCrl(ca, ["-crl_lastupdate", "20480101000000Z", "-crl_nextupdate", "20480201000000Z"]),
    ],
    [
      "is changed in one byte",
      () => Buffer.from(list.toString("latin1").replace("260301000000Z", "270301000000Z"), "latin1"),
    ],
    ["is cut off", () => list.subarray(0, -1)],
    ["is not there", () => 404],
    ["is something else", () => Buffer.from("<html>")],
  ])("relies on no list that %s", async (_, make) => {
    expect(await verify(byCrl.good, serving(make()))).toBe("revocation-unreachable");
    expect(await verify(byCrl.good, serving(make()), { whenUnreachable: "accept-with-warning" })).toBe(
      "valid, revocation-unreachable",
    );
  });

  it("reads no list beyond the limit", async () => {
    expect(await verify(byCrl.good, serving(), { limits: { largestBytes: list.length - 1 } })).toBe(
      "revocation-unreachable",
    );
  });

  it("is not asked for again within the hour, nor after an hour relied on alone", async () => {
    const net = serving();
    const source = sourceFor(net);
    expect(await verify(byCrl.good, net, { source })).toBe("valid");
    expect(await verify(byCrl.good, net, { source, now: new Date(now.getTime() + 59 * 60_000) })).toBe("valid");
    expect(net.asked).toHaveLength(1);
    expect(await verify(byCrl.good, net, { source, now: new Date(now.getTime() + 61 * 60_000) })).toBe("valid");
    expect(net.asked).toHaveLength(2);
  });

  it("held in the cache bridges an outage for as long as it is fresh", async () => {
    const net = fallible(serving());
    const source = sourceFor(net, { limits: { maxAgeMs: 365 * dayMs } });
    await verify(byCrl.good, net, { source });
    net.isAway = true;
    expect(await verify(byCrl.good, net, { source, now: later(29) })).toBe("valid");
    expect(await verify(byCrl.good, net, { source, now: later(31) })).toBe("revocation-unreachable");
  });

  it("that cannot be had is not asked for with every message", async () => {
    const dead = world({});
    const source = sourceFor(dead);
    for (const seconds of [0, 30, 59])
      await verify(byCrl.good, dead, { source, now: new Date(now.getTime() + seconds * 1000) });
    expect(dead.asked).toHaveLength(1);
    await verify(byCrl.good, dead, { source, now: new Date(now.getTime() + 61_000) });
    expect(dead.asked).toHaveLength(2);
  });

  it("cannot be asked for where the certificate names a place nobody can read", async () => {
    const broken = ["1.3.6.1.5.5.7.1.1", Buffer.from("3003", "hex"), false] as const;
    expect(await verify(signerWith([broken], 0x41), serving())).toBe("revocation-unreachable");
  });

  it("cannot be asked for where the certificate names no place", async () => {
    expect(await verify(signerWith(undefined, 0x40), serving())).toBe("revocation-unreachable");
  });
});

describe.runIf(openssl)("revocation by OCSP", () => {
  const answering = (by: TestIdentity = responder, options?: readonly string[]): World =>
    world({ [ocspUrl]: (request) => answerOcsp(request, by, options) });

  it("lets pass who is good, and refuses who is revoked or unknown", async () => {
    expect(await verify(byOcsp.good, answering())).toBe("valid");
    expect(await verify(byOcsp.revoked, answering())).toBe("certificate-revoked");
    expect(await verify(byOcsp.unknown, answering())).toBe("revocation-unknown");
  });

  it("takes the answer of the CA itself", async () => {
    expect(await verify(byOcsp.good, answering(ca))).toBe("valid");
    expect(await verify(byOcsp.good, answering(ca, ["-ndays", "7", "-resp_key_id", "-resp_no_certs"]))).toBe("valid");
  });

  it.each<[string, () => World]>([
    ["nobody appointed", () => answering(notAppointed)],
    ["another CA of the same name", () => answering(stranger)],
    ["a responder another CA appointed", () => answering(issue({ name: "OCSP khác Mẫu", issuer: root, ...appointed }))],
    [
      "a responder whose certificate has expired",
      () =>
        answering(
          issue({ name: "OCSP Mẫu", issuer: ca, purposes: ["1.3.6.1.5.5.7.3.9"], notAfter: new Date("2026-01-02") }),
        ),
    ],
    [
      "nobody: it is about another certificate",
      () => world({ [ocspUrl]: () => answerOcsp(requestFor(byCrl.good), responder) }),
    ],
    [
      "nobody: it is changed",
      () => world({ [ocspUrl]: (request) => flipLast(answerOcsp(request, ca, ["-ndays", "7", "-resp_no_certs"])) }),
    ],
    ["nobody: it is garbage", () => world({ [ocspUrl]: () => Buffer.from("garbage") })],
    ["nobody: it is an error", () => world({ [ocspUrl]: () => Buffer.from("30030a0106", "hex") })],
  ])("relies on no answer of %s", async (_, make) => {
    expect(await verify(byOcsp.good, make())).toBe("revocation-unreachable");
  });

  it("relies on no old answer, even a signed one", async () => {
    const old = new Date(now.getTime() + 8 * 86_400_000);
    expect(await verify(byOcsp.good, answering(), { now: old })).toBe("revocation-unreachable");
  });

  it("falls back to the list of the CA", async () => {
    const net = world({ [crlUrl]: () => makeCrl(ca) });
    expect(await verify(byBoth, net)).toBe("valid");
    expect(net.asked).toEqual([ocspUrl, crlUrl]);
  });
});

function flipLast(bytes: Buffer): Buffer {
  const changed = Buffer.from(bytes);
  changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
  return changed;
}

/** A request about another certificate, as OpenSSL writes it. */
function requestFor(who: TestIdentity): Buffer {
  const issuer = folder.putIdentity(ca, "other-ca").certificate;
  const certificate = folder.putIdentity(who, "other").certificate;
  const reqout = folder.put("other.der", "");
  folder.run(openssl, ["ocsp", "-issuer", issuer, "-cert", certificate, "-no_nonce", "-reqout", reqout]);
  return folder.run("/bin/cat", [reqout]);
}
