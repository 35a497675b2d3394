import { execFile } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { BODY_URI } from "../../../src/signing/containers/xml/detached-xml.ts";
import { oracle } from "../../kit/oracle.ts";
import { askJava, hasJava, hasSantuario } from "../oracles/java.ts";
import type { Sample } from "./containers.ts";
import { ca, intermediate } from "./signers.ts";
import { isXml, type Verifier } from "./verifier.ts";

const xmldsig = "http://www.w3.org/2000/09/xmldsig#";
const idNames = [`${xmldsig}:Object`, "http://uri.etsi.org/01903/v1.3.2#:SignedProperties"];

/** Arguments for one sample, given where its files lie. */
type Question = (sample: Sample, files: { readonly carrier: string; readonly body: string }) => readonly string[];

const askXmlsec1: Question = (_, files) => [
  "--verify",
  ...idNames.flatMap((name) => ["--id-attr:Id", name]),
  "--trusted-pem",
  "ca.pem",
  "--untrusted-pem",
  "intermediate.pem",
  `--url-map:${BODY_URI}`,
  files.body,
  files.carrier,
];

/** `-cades`: it also checks that the signing certificate is the one the attributes name. */
const askOpensslCms: Question = (_, { carrier, body }) => {
  const input = ["-inform", "DER", "-in", carrier, "-content", body];
  const trust = ["-CAfile", "ca.pem", "-purpose", "any"];
  return ["cms", "-verify", "-cades", "-binary", ...input, ...trust, "-out", "/dev/null"];
};

/** The signature of a JWS over its signing input, as SPKI, signature and input in three files; ECDSA turned into ASN.1. */
const askOpensslDgst: Question = ({ carrier, body }, files) => {
  const [header = "", , value = ""] = carrier.toString().split(".");
  const { alg, b64, x5c } = JSON.parse(Buffer.from(header, "base64url").toString()) as Record<string, unknown>;
  const key = new X509Certificate(Buffer.from(String((x5c as unknown[])[0]), "base64")).publicKey;
  const payload = b64 === false ? body : Buffer.from(body.toString("base64url"));
  const signature = Buffer.from(value, "base64url");
  writeFileSync(`${files.carrier}.key`, key.export({ type: "spki", format: "pem" }));
  writeFileSync(`${files.carrier}.input`, Buffer.concat([Buffer.from(`${header}.`), payload]));
  writeFileSync(`${files.carrier}.signature`, key.asymmetricKeyType === "ec" ? asAsn1(signature) : signature);
  const digest = `-sha${String(alg).slice(2)}`;
  const [signatureFile, input] = [`${files.carrier}.signature`, `${files.carrier}.input`];
  return ["dgst", digest, "-verify", `${files.carrier}.key`, "-signature", signatureFile, input];
};

function asAsn1(signature: Buffer): Buffer {
  const integer = (bytes: Buffer): Buffer => {
    const digits = Buffer.from(bytes.toString("hex").replace(/^(00)+(?=.)/, ""), "hex");
    const value = (digits[0] ?? 0) < 0x80 ? digits : Buffer.concat([Buffer.from([0]), digits]);
    return Buffer.concat([Buffer.from([2, value.length]), value]);
  };
  const numbers = Buffer.concat([integer(signature.subarray(0, 32)), integer(signature.subarray(32))]);
  return Buffer.concat([Buffer.from([0x30, numbers.length]), numbers]);
}

/** A program that is started once for each sample, two at a time. */
function program(name: string, path: string | undefined, profiles: readonly string[], ask: Question): Verifier {
  return {
    name,
    isHere: path !== undefined,
    speaks: ({ profile }) => profiles.includes(profile),
    judge: (samples) =>
      inFolder(samples, async (cwd, filesOf) => {
        const verdicts = samples.map(() => false);
        const waiting = [...samples.entries()];
        const lane = async (): Promise<void> => {
          for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
            const [index, sample] = next;
            verdicts[index] = await succeeds(path ?? "", ask(sample, filesOf(index)), cwd);
          }
        };
        await Promise.all([lane(), lane()]);
        return verdicts;
      }),
  };
}

function succeeds(path: string, args: readonly string[], cwd: string): Promise<boolean> {
  return new Promise((resolve) => {
    execFile(path, args, { cwd, timeout: 30_000 }, (error) => resolve(error === null));
  });
}

/** What Java answers to the question about each sample. */
type JavaAnswers = ReadonlyMap<string, readonly boolean[]>;
let lastAsked: { readonly samples: readonly Sample[]; readonly answers: Promise<JavaAnswers> } | undefined;

/** Java answers for all samples and all its providers in one run. */
function askJavaOnce(samples: readonly Sample[]): Promise<JavaAnswers> {
  const isSame =
    lastAsked?.samples.length === samples.length && samples.every((one, at) => lastAsked?.samples[at] === one);
  if (lastAsked !== undefined && isSame) return lastAsked.answers;
  const answers = inFolder(samples, async (_, filesOf) => {
    const questions = samples.map((__, index) => {
      const files = filesOf(index);
      return `verify ${files.carrier} ${files.body}`;
    });
    const verdictsOf = (answer: ReadonlyMap<string, string>): boolean[] =>
      samples.map((__, index) => answer.get(filesOf(index).carrier) === "true");
    return new Map([...askJava(questions)].map(([provider, answer]) => [provider, verdictsOf(answer)]));
  });
  lastAsked = { samples, answers };
  return answers;
}

function java(provider: "jdk" | "santuario", name: string, isHere: boolean): Verifier {
  return {
    name,
    isHere,
    speaks: isXml,
    judge: async (samples) => (await askJavaOnce(samples)).get(provider) ?? [],
  };
}

type FilesOf = (index: number) => { readonly carrier: string; readonly body: string };

/** Puts samples and CA certificates into a folder for as long as the work takes. */
async function inFolder<T>(
  samples: readonly Sample[],
  work: (path: string, filesOf: FilesOf) => Promise<T>,
): Promise<T> {
  const path = mkdtempSync(join(tmpdir(), "lienthong-test-matrix-"));
  try {
    const filesOf: FilesOf = (index) => ({ carrier: join(path, `${index}`), body: join(path, `${index}.body`) });
    writeFileSync(join(path, "ca.pem"), ca.certificate.toString());
    writeFileSync(join(path, "intermediate.pem"), intermediate.certificate.toString());
    samples.forEach(({ carrier, body }, index) => {
      writeFileSync(filesOf(index).carrier, carrier);
      writeFileSync(filesOf(index).body, body);
    });
    return await work(path, filesOf);
  } finally {
    rmSync(path, { recursive: true });
  }
}

const openssl = oracle("openssl");

/** Verifiers outside of this process. */
export const programs: readonly Verifier[] = [
  program("openssl dgst", openssl, ["jws"], askOpensslDgst),
  program("openssl cms", openssl, ["cms"], askOpensslCms),
  program("xmlsec1", oracle("xmlsec1"), ["xmldsig", "vn", "xades"], askXmlsec1),
  java("jdk", "JDK", hasJava),
  java("santuario", "Santuario", hasSantuario),
];
