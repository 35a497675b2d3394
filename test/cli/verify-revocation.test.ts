import { afterAll, describe, expect, it } from "vitest";
import { command as verify } from "../../src/cli/verify.ts";
import { createRevocationSource } from "../../src/signing/trust/revocation-source.ts";
import { oracle } from "../kit/oracle.ts";
import {
  answerOcsp,
  dates,
  type Entry,
  makeCrl,
  ocspUrl,
  responderOf,
  world,
} from "../signing/trust/revocation-authority.ts";
import { TestFolder } from "../signing/trust/test-files.ts";
import { issue } from "../signing/trust/test-pki.ts";
import { exclusive, xmlSignature, enveloped } from "../signing/containers/xml/xml-signer.ts";

const openssl = oracle("openssl");
const folder = new TestFolder();
afterAll(() => folder[Symbol.dispose]());
const tools = { folder, openssl };

const ca = issue({ name: "CA hóa đơn Mẫu", ca: true, ...dates });
const other = issue({ name: "CA khác Mẫu", ca: true, ...dates });
const signer = issue({ name: "Công ty Mẫu", issuer: ca, ...dates });
const INVOICE = '<HDon xmlns="urn:mau"><TTien>100</TTien></HDon>';

/** A foreign XML file, signed as a whole. */
const signed = INVOICE.replace(
  "</HDon>",
  `${xmlSignature(signer, [{ uri: "", octets: INVOICE, transforms: [enveloped, exclusive] }])}</HDon>`,
);

async function run(...args: readonly string[]) {
  let stdout = "";
  const into = { write: (text: string) => (stdout += text) };
  const status = await verify.run(
    [folder.put("invoice.xml", signed), "--trust", folder.put("trust.pem", pem), ...args],
    {
      stdout: into,
      stderr: into,
      env: {},
      signal: new AbortController().signal,
    },
  );
  return { status, stdout };
}
const pem = ca.certificate.toString();
const crl = (status: Entry[1], by = ca, options?: readonly string[]) =>
  makeCrl(tools, by, [[signer, status]], { ...(options && { options }) });

describe.runIf(openssl)("lienthong verify of a signed XML file, with what the CA says of revocation", () => {
  it("leaves revocation open where nothing is at hand", async () => {
    const { status, stdout } = await run();
    expect(status, stdout).toBe(0);
    expect(stdout).toContain("? Không biết được khi không có mạng");
  });

  it("reads lists, DER and PEM", async () => {
    const good = await run("--crl", folder.put("good.crl", crl("V")));
    expect(good.status, good.stdout).toBe(0);
    expect(good.stdout).toContain("✓ CA cho biết");
    const base64 = crl("R").toString("base64");
    const revoked = await run(
      "--crl",
      folder.put("revoked.pem", `-----BEGIN X509 CRL-----\n${base64}\n-----END X509 CRL-----\n`),
    );
    expect([revoked.status, revoked.stdout]).toEqual([1, expect.stringContaining("was revoked") as string]);
  });

  it("refuses what nothing at hand tells of: an outdated list, another CA's, something else", async () => {
    const outdated = crl("V", ca, ["-crl_lastupdate", "20260101000000Z", "-crl_nextupdate", "20260201000000Z"]);
    for (const bytes of [outdated, crl("V", other), Buffer.from("rác")]) {
      const { status, stdout } = await run("--crl", folder.put("list.crl", bytes));
      expect([status, stdout]).toEqual([1, expect.stringContaining("could not be asked about revocation") as string]);
    }
  });

  it("takes the answer of a responder", async () => {
    const requests: Uint8Array[] = [];
    const net = world({ [ocspUrl]: (request) => (requests.push(request), 500) });
    const question = { certificate: signer.certificate, issuer: ca.certificate, now: new Date(), allowSha1: false };
    await createRevocationSource({ fetch: net.fetch, ocspUrls: [ocspUrl] }).answerFor(question);
    for (const [status, expected] of [
      ["V", 0],
      ["R", 1],
    ] as const) {
      const [request = new Uint8Array()] = requests;
      const entries: readonly Entry[] = [[signer, status]];
      const answer = answerOcsp(tools, request, { ca, by: responderOf(ca), entries });
      const result = await run("--ocsp", folder.put("answer.ocsp", answer));
      expect(result.status, result.stdout).toBe(expected);
    }
  });
});
