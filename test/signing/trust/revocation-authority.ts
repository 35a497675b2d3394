import { derOid, derSequence, derValue } from "../../../src/signing/der/write-der-values.ts";
import type { RevocationFetch } from "../../../src/signing/trust/revocation-source.ts";
import type { TestFolder } from "./test-files.ts";
import { issue, type TestIdentity } from "./test-pki.ts";

export const crlUrl = "http://crl.example.vn/ca.crl";
export const ocspUrl = "http://ocsp.example.vn/";
/** Long, since OpenSSL answers by the machine's clock. */
export const dates = { notBefore: new Date("2020-01-01"), notAfter: new Date("2049-12-31") };

const uri = (url: string): Buffer => derValue(0x86, Buffer.from(url));
/** The extension that says where the list of a certificate's CA is. */
export const crlPointAt = (url: string) =>
  ["2.5.29.31", derSequence(derSequence(derValue(0xa0, derValue(0xa0, uri(url))))), false] as const;
/** The extension that says where its responder is. */
export const ocspAccessAt = (url: string) =>
  ["1.3.6.1.5.5.7.1.1", derSequence(derSequence(derOid("1.3.6.1.5.5.7.48.1"), uri(url))), false] as const;

/** What `openssl ca` knows of a certificate it issued: valid, or revoked on 2026-03-01. */
export type Entry = readonly [who: TestIdentity, status: "V" | "R"];
type Tools = { readonly folder: TestFolder; readonly openssl: string | undefined };

const indexOf = (entries: readonly Entry[]): string =>
  entries
    .map(([{ certificate }, status]) => {
      const { serialNumber } = certificate;
      return `${status}\t491231000000Z\t${status === "R" ? "260301000000Z,keyCompromise" : ""}\t${serialNumber}\tunknown\t/CN=${serialNumber}\n`;
    })
    .join("");

/** A list by `openssl ca`, DER. */
export function makeCrl(
  { folder, openssl }: Tools,
  by: TestIdentity,
  entries: readonly Entry[],
  { options = ["-crldays", "30"], extensions = "" }: { options?: readonly string[]; extensions?: string } = {},
): Buffer {
  const { key, certificate } = folder.putIdentity(by, "crl-ca");
  const config = `[ca]\ndefault_ca = c\n[c]\ndatabase = ${folder.put("index.txt", indexOf(entries))}\ncrlnumber = ${folder.put("crlnumber", "01")}\ndefault_md = sha256\n${extensions && `crl_extensions = e\n[e]\n${extensions}`}`;
  const files = ["-config", folder.put("ca.cnf", config), "-keyfile", key, "-cert", certificate];
  const pem = folder.run(openssl, ["ca", "-gencrl", ...files, ...options]);
  return folder.run(openssl, ["crl", "-outform", "DER"], pem);
}

/** An answer to a request by `openssl ocsp`, DER. */
export function answerOcsp(
  { folder, openssl }: Tools,
  request: Uint8Array,
  {
    ca,
    by,
    entries,
    options = ["-ndays", "7"],
  }: {
    ca: TestIdentity;
    by: TestIdentity;
    entries: readonly Entry[];
    options?: readonly string[];
  },
): Buffer {
  const issuer = folder.putIdentity(ca, "ocsp-ca");
  const { key, certificate } = folder.putIdentity(by, "responder");
  const [reqin, respout] = [folder.put("request.der", request), folder.put("response.der", "")];
  const index = folder.put("index.txt", indexOf(entries));
  const files = ["-index", index, "-CA", issuer.certificate, "-rsigner", certificate, "-rkey", key];
  folder.run(openssl, ["ocsp", ...files, "-reqin", reqin, "-respout", respout, ...options]);
  return folder.run("/bin/cat", [respout]);
}

/** A responder the CA appointed. */
export const responderOf = (ca: TestIdentity): TestIdentity =>
  issue({ name: "OCSP Mẫu", issuer: ca, purposes: ["1.3.6.1.5.5.7.3.9"], keyUsage: 0x80, ...dates });

export interface World {
  readonly fetch: RevocationFetch;
  readonly asked: string[];
}

/** The network: what each address answers, and what was asked for. */
export function world(answers: Partial<Record<string, (body: Uint8Array) => Uint8Array | number>>): World {
  const asked: string[] = [];
  const fetch: RevocationFetch = async (url, { body }) => {
    asked.push(url);
    const answer = answers[url]?.(body instanceof Uint8Array ? body : new Uint8Array());
    if (answer === undefined) throw new TypeError("fetch failed");
    return typeof answer === "number" ? new Response("", { status: answer }) : new Response(new Uint8Array(answer));
  };
  return { fetch, asked };
}
