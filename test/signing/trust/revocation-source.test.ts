import { afterAll, describe, expect, it } from "vitest";

import { allowedHost } from "../../../src/config/allowed-host.ts";
import { BoundedMap } from "../../../src/signing/trust/bounded-map.ts";
import { hostRule } from "../../../src/signing/trust/revocation-hosts.ts";
import { createRevocationSource, type RevocationSourceOptions } from "../../../src/signing/trust/revocation-source.ts";
import { oracle } from "../../kit/oracle.ts";
import {
  answerOcsp,
  crlPointAt,
  crlUrl,
  dates,
  type Entry,
  makeCrl,
  ocspAccessAt,
  ocspUrl,
  responderOf,
  world,
  type World,
} from "./revocation-authority.ts";
import { TestFolder } from "./test-files.ts";
import { issue } from "./test-pki.ts";

const openssl = oracle("openssl");
const folder = new TestFolder();
afterAll(() => folder[Symbol.dispose]());
const tools = { folder, openssl };

const now = new Date(Date.now() + 30_000);
const after = (hours: number): Date => new Date(now.getTime() + hours * 3_600_000);
const ca = issue({ name: "CA thu hồi Mẫu", ca: true, ...dates });
const otherCa = issue({ name: "CA thu hồi khác Mẫu", ca: true, ...dates });
const responder = responderOf(ca);
const signer = issue({
  name: "Cổng Mẫu",
  issuer: ca,
  extensions: [ocspAccessAt(ocspUrl), crlPointAt(crlUrl)],
  ...dates,
});
const second = issue({ name: "Bộ Mẫu", issuer: ca, extensions: [crlPointAt(crlUrl)], ...dates });
const silent = issue({ name: "Không địa chỉ Mẫu", issuer: ca, ...dates });
const hosts = ["crl.example.vn", "ocsp.example.vn"];

const crl = (entries: readonly Entry[], options?: readonly string[]) =>
  makeCrl(tools, ca, entries, { ...(options && { options }) });
const ocsp = (request: Uint8Array, entries: readonly Entry[]) =>
  answerOcsp(tools, request, { ca, by: responder, entries });

/** A source before a network, asked about one certificate after the other. */
function asking(net: Pick<World, "fetch">, options: Partial<RevocationSourceOptions> = {}) {
  const source = createRevocationSource({ fetch: net.fetch, hosts, ...options });
  return async (who = signer, at = now, issuer = ca) => {
    const question = { certificate: who.certificate, issuer: issuer.certificate, now: at, allowSha1: false };
    return (await source.answerFor(question))?.status ?? "nobody tells";
  };
}

describe("the addresses in certificates", () => {
  it.each([
    ["http://crl.example.vn/ca.crl", true],
    ["HTTPS://CRL.EXAMPLE.VN/ca.crl", true],
    ["http://crl.example.vn:8080/ca.crl", false],
    ["http://other.example.vn:8080/", true],
    ["http://other.example.vn/", false],
    ["https://a.below.vn/", true],
    ["https://below.vn/", false],
    ["https://notbelow.vn/", false],
    ["http://[fd00::1]:81/", true],
    ["http://[fd00::1]/", false],
    ["http://10.0.0.5:80/", true],
    ["http://10.0.0.5/", true],
    ["http://10.0.0.5:443/", false],
    ["http://127.0.0.1/", false],
    ["http://169.254.169.254/latest/meta-data/", false],
    ["http://crl.example.vn@127.0.0.1/", false],
    ["http://user:pass@crl.example.vn/", false],
    ["http://crl.example.vn.evil.vn/", false],
    ["ldap://crl.example.vn/", false],
    ["file://crl.example.vn/etc/passwd", false],
    ["không phải địa chỉ", false],
  ])("%s: asked is %s", (address, asked) => {
    const allowed = ["crl.example.vn", "other.example.vn:8080", ".below.vn", "[fd00::1]:81", "10.0.0.5:80"];
    expect(allowed.every((host) => allowedHost.test(host))).toBe(true);
    expect(hostRule(allowed)(address)).toBe(asked);
    expect(hostRule([])(address)).toBe(false);
  });

  it.each(["", "http://a.vn", "a.vn/", "*", "A.vn", "a b"])("does not take «%s» for a host", (host) => {
    expect(allowedHost.test(host)).toBe(false);
  });

  it("are not asked unless their host is allowed", async () => {
    const net = world({});
    expect(await asking(net, { hosts: [] })()).toBe("nobody tells");
    expect(await asking(net, { hosts: ["ocsp.example.vn:8080"] })()).toBe("nobody tells");
    expect(net.asked).toEqual([]);
    expect(await asking(net, { hosts: ["ocsp.example.vn"] })()).toBe("nobody tells");
    expect(net.asked).toEqual([ocspUrl]);
  });
});

describe("what is remembered", () => {
  it("is bounded by number and by size, and forgets what was written first", () => {
    const map = new BoundedMap<string>({ entries: 2, size: 10, sizeOf: (text) => text.length });
    map.set("a", "1234");
    map.set("b", "1234");
    map.set("a", "12345");
    expect([map.get("a"), map.get("b")]).toEqual(["12345", "1234"]);
    map.set("c", "1");
    expect([map.get("a"), map.get("b"), map.get("c")]).toEqual(["12345", undefined, "1"]);
    map.set("d", "1234567890");
    expect([map.get("a"), map.get("c"), map.get("d")]).toEqual([undefined, undefined, "1234567890"]);
    map.set("d", "12345678901");
    expect(map.get("d")).toBeUndefined();
  });
});

describe.runIf(openssl)("a source of revocation answers", () => {
  const good: readonly Entry[] = [
    [signer, "V"],
    [second, "V"],
  ];
  const revoked: readonly Entry[] = [
    [signer, "R"],
    [second, "V"],
  ];

  it("fetches one list once, however many certificates and verifications wait for it", async () => {
    const list = crl(good);
    const net = world({ [crlUrl]: () => list });
    const ask = asking(net, { hosts: ["crl.example.vn"] });
    expect(await Promise.all([ask(signer), ask(signer), ask(second), ask(second)])).toEqual(Array(4).fill("good"));
    expect(net.asked).toEqual([crlUrl]);
  });

  it("asks one address one thing at a time", async () => {
    let [underWay, most] = [0, 0];
    const net = world({ [ocspUrl]: (request) => ocsp(request, good) });
    const fetch: World["fetch"] = async (url, init) => {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise(setImmediate);
      const answer = await net.fetch(url, init);
      underWay -= 1;
      return answer;
    };
    const ask = asking({ fetch }, { hosts: [], ocspUrls: [ocspUrl] });
    expect(await Promise.all([ask(signer), ask(second)])).toEqual(["good", "good"]);
    expect([net.asked.length, most]).toEqual([2, 1]);
  });

  it("asks a dead address once a minute, whoever wants to know", async () => {
    const net = world({});
    const ask = asking(net, { hosts: ["crl.example.vn"] });
    expect(await Promise.all([ask(signer), ask(second)])).toEqual(["nobody tells", "nobody tells"]);
    expect(net.asked).toEqual([crlUrl]);
  });

  it("relies on what it got no longer than it may", async () => {
    const list = crl(good);
    const answers: Record<string, () => Uint8Array | number> = { [crlUrl]: () => list };
    const ask = asking(world(answers), { hosts: ["crl.example.vn"], limits: { maxAgeMs: 24 * 3_600_000 } });
    expect(await ask()).toBe("good");
    answers[crlUrl] = () => 503;
    expect([await ask(signer, after(23)), await ask(signer, after(25))]).toEqual(["good", "nobody tells"]);
    expect(await ask(second, after(26))).toBe("nobody tells");
  });

  it("is not talked out of a revocation by an older list or answer", async () => {
    const old = crl(good, ["-crl_lastupdate", "20260101000000Z", "-crl_nextupdate", "20480201000000Z"]);
    const today = crl(revoked);
    const answers: Record<string, () => Uint8Array | number> = { [crlUrl]: () => today };
    const ask = asking(world(answers), { hosts: ["crl.example.vn"] });
    expect(await ask()).toBe("revoked");
    answers[crlUrl] = () => old;
    expect(await ask(signer, after(2))).toBe("revoked");
    // The list held is newer than the one that came, also for others.
    expect(await ask(second, after(2))).toBe("good");
    answers[crlUrl] = () => 404;
    expect(await ask(signer, after(24 * 365))).toBe("revoked");
  });

  it("reads of nobody in an older list than the one it holds", async () => {
    const entries = (status: Entry[1]): readonly Entry[] => [
      [signer, "V"],
      [second, status],
    ];
    const old = crl(entries("V"), ["-crl_lastupdate", "20260101000000Z", "-crl_nextupdate", "20480201000000Z"]);
    const today = crl(entries("R"));
    const answers: Record<string, () => Uint8Array | number> = { [crlUrl]: () => today };
    const ask = asking(world(answers), { hosts: ["crl.example.vn"] });
    expect(await ask(signer)).toBe("good");
    answers[crlUrl] = () => old;
    expect(await ask(second, after(2))).toBe("revoked");
  });

  it("is not talked out of a revocation by an older answer of the responder, which is still in force", async () => {
    const replies: Uint8Array[] = [];
    const net = world({ [ocspUrl]: (request) => replies.shift() ?? keep(request) });
    const kept: Uint8Array[] = [];
    function keep(request: Uint8Array): number {
      kept.push(ocsp(request, good), ocsp(request, revoked));
      return 503;
    }
    await asking(net, { hosts: ["ocsp.example.vn"] })();
    const [older, newer] = kept;
    if (older === undefined || newer === undefined) throw new Error("nobody asked");
    const ask = asking(net, { hosts: ["ocsp.example.vn"] });
    replies.push(newer);
    expect(await ask()).toBe("revoked");
    replies.push(older);
    expect(await ask(signer, after(2))).toBe("revoked");
    // Alone it would be believed.
    replies.push(older);
    expect(await asking(net, { hosts: ["ocsp.example.vn"] })()).toBe("good");
  });

  it("takes a revocation from a list that is outdated", async () => {
    const outdated = crl(revoked, ["-crl_lastupdate", "20260102000000Z", "-crl_nextupdate", "20260201000000Z"]);
    const ask = asking(world({ [crlUrl]: () => outdated }), { hosts: ["crl.example.vn"] });
    expect([await ask(signer), await ask(second)]).toEqual(["revoked", "nobody tells"]);
  });

  it("relies on no answer that a responder gave too long ago, which anybody could play again", async () => {
    const net = world({ [ocspUrl]: (request) => ocsp(request, good) });
    const limits = { ocspMaxAgeMs: 48 * 3_600_000 };
    expect(await asking(net, { limits })(signer, after(47))).toBe("good");
    expect(await asking(net, { limits })(signer, after(49))).toBe("nobody tells");
    const told = world({ [ocspUrl]: (request) => ocsp(request, revoked) });
    expect(await asking(told, { limits })(signer, after(49))).toBe("revoked");
  });

  it("asks configured addresses about certificates that name none", async () => {
    const entries: readonly Entry[] = [[silent, "V"]];
    expect(await asking(world({}))(silent)).toBe("nobody tells");
    const byOcsp = world({ [ocspUrl]: (request) => ocsp(request, entries) });
    expect(await asking(byOcsp, { hosts: [], ocspUrls: [ocspUrl] })(silent)).toBe("good");
    const list = crl(entries);
    expect(await asking(world({ [crlUrl]: () => list }), { hosts: [], crlUrls: [crlUrl] })(silent)).toBe("good");
  });

  it("reads lists from files each time it needs them, and answers at hand", async () => {
    let list: Buffer | undefined = crl([[silent, "R"]]);
    const lists = [() => (list === undefined ? Promise.reject(new Error("ENOENT")) : Promise.resolve(list))];
    const ask = asking(world({}), { lists });
    expect(await ask(silent)).toBe("revoked");
    list = undefined;
    expect(await ask(second)).toBe("nobody tells");
    const wrong = [() => Promise.resolve(makeCrl(tools, otherCa, [[silent, "V"]]))];
    expect(await asking(world({}), { lists: wrong })(silent)).toBe("nobody tells");

    const requests: Uint8Array[] = [];
    const net = world({ [ocspUrl]: (request) => (requests.push(request), 500) });
    await asking(net, { hosts: [], ocspUrls: [ocspUrl] })(silent);
    const answers = requests.map((request) => ocsp(request, [[silent, "V"]]));
    expect(await asking(world({}), { answers })(silent)).toBe("good");
    expect(await asking(world({}), { answers })(second)).toBe("nobody tells");
  });
});
