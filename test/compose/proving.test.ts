import { afterAll, describe, expect, it } from "vitest";
import type { Signer } from "#core/ports/ports.ts";
import type { TimestampStore } from "#core/proof/timestamps.ts";
import { startProving } from "../../src/compose/proving.ts";
import { createVerifying } from "../../src/compose/verifying.ts";
import { configFile } from "../../src/config/file.ts";
import type { RevocationFetch } from "../../src/signing/trust/revocation-source.ts";
import { createEvents } from "../../src/telemetry/events.ts";
import { createLogger } from "../../src/telemetry/logger.ts";
import { createMetrics } from "../../src/telemetry/metrics.ts";
import { oracle } from "../kit/oracle.ts";
import { seededRandom } from "../kit/seeded-random.ts";
import { crlPointAt, crlUrl, dates, makeCrl } from "../signing/trust/revocation-authority.ts";
import { TestFolder } from "../signing/trust/test-files.ts";
import { issue, type TestIdentity } from "../signing/trust/test-pki.ts";

const folder = new TestFolder();
afterAll(() => folder[Symbol.dispose]());
const openssl = oracle("openssl");
const ca = issue({ name: "Gốc Mẫu", ca: true, ...dates });
const own = issue({ name: "Sở Mẫu", issuer: ca, extensions: [crlPointAt(crlUrl)], ...dates });
const former = issue({ name: "Gốc cũ", ca: true, notBefore: new Date("2020-01-01"), notAfter: new Date("2021-01-01") });

const clock = { now: () => Date.now() };
const nobody: RevocationFetch = () => Promise.reject(new TypeError("fetch failed"));
/** The timestamps' store; nothing is waiting for one. */
const store: TimestampStore = { unstamped: () => Promise.resolve([]), keep: () => Promise.resolve(0) };

/** What the log says in the first round, by message; `file` as in CONFIG_FILE. */
async function firstRound(file: object, chain: readonly TestIdentity[], fetch: RevocationFetch = nobody) {
  const lines: Record<string, unknown>[] = [];
  const write = (line: string) => lines.push(JSON.parse(line) as Record<string, unknown>);
  const { timestamps, revocation } = configFile.parse(file);
  const config = { timestamps, revocation };
  const [leaf, ...issuers] = chain.map(({ certificate }) => certificate);
  if (leaf === undefined) throw new Error("a chain is needed");
  const signer: Pick<Signer, "subject" | "notAfter"> = { subject: leaf.subject, notAfter: leaf.validToDate };
  const proving = startProving({
    config,
    signer: signer as Signer,
    chains: [[leaf, ...issuers]],
    revocationDoubts: createVerifying({ config, clock, fetch }).revocationDoubts,
    store,
    clock,
    random: seededRandom(1),
    events: createEvents(createLogger("warn", { write }), createMetrics()),
    fetch,
  });
  // Disposing waits for the round under way.
  await proving[Symbol.asyncDispose]();
  return lines.map(({ level, msg, code, detail, path }) => ({ level, msg, code, detail, path }));
}

const asked = { revocation: { hosts: [new URL(crlUrl).host], timeoutMs: 1000 } };
const doubted = { msg: "signing certificate doubted by its CA", path: undefined };

describe("the watch over the signing certificate", () => {
  it("asks nobody where the configuration says nothing of it", async () => {
    expect(await firstRound({}, [own, ca])).toEqual([]);
  });

  it("warns when no CA can be asked, or none is known", async () => {
    const unreachable = { ...doubted, level: "warn", code: "revocation-unreachable", detail: "CN=Sở Mẫu" };
    expect(await firstRound(asked, [own, ca])).toEqual([unreachable]);
    expect(await firstRound(asked, [own])).toEqual([unreachable]);
  });

  it.runIf(openssl)("says so loudly when the CA has revoked it, and nothing when it has not", async () => {
    const tools = { folder, openssl };
    const serving =
      (list: Uint8Array): RevocationFetch =>
      () =>
        Promise.resolve(new Response(Buffer.from(list)));
    expect(await firstRound(asked, [own, ca], serving(makeCrl(tools, ca, [[own, "V"]])))).toEqual([]);
    expect(await firstRound(asked, [own, ca], serving(makeCrl(tools, ca, [[own, "R"]])))).toEqual([
      {
        ...doubted,
        level: "error",
        code: "certificate-revoked",
        detail: expect.stringMatching(/^2026-03-01T00:00:00\.000Z, CN=Sở Mẫu$/) as string,
      },
    ]);
  });

  it("warns when no CA of the timestamps is in force", async () => {
    const timestamps = (caFile: string) => ({ timestamps: { url: "http://127.0.0.1:1", caFile } });
    const [ended, present] = [
      folder.put("former.pem", former.certificate.toString()),
      folder.put("present.pem", `${former.certificate.toString()}${ca.certificate.toString()}`),
    ];
    const told = (await firstRound(timestamps(ended), [own, ca])).filter(({ path }) => path !== undefined);
    expect(told).toMatchObject([{ level: "warn", msg: "no trusted certificate is in force", path: ended }]);
    const nothing = (await firstRound(timestamps(present), [own, ca])).filter(({ path }) => path !== undefined);
    expect(nothing).toEqual([]);
  });
});
