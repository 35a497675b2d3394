import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A time-stamping authority of OpenSSL's, with a certificate of its own that lives as long as the object. */
export interface TimestampAuthority extends Disposable {
  /** DER of a token (RFC 3161) over a SHA-256 digest. */
  readonly stamp: (digest: Buffer) => Promise<Buffer>;
  /** DER of the response to a request (RFC 3161, section 2.4), as openssl answers it. */
  readonly reply: (request: Uint8Array) => Buffer;
  /** The authority's own certificate, PEM, which is its own CA. */
  readonly certificate: string;
  /** Whether openssl takes a token for this digest's. */
  readonly accepts: (token: Uint8Array, digest: Buffer) => boolean;
}

const configuration = `[tsa]
serial = serial
crypto_device = builtin
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
`;

export function createTimestampAuthority(openssl: string): TimestampAuthority {
  const folder = mkdtempSync(join(tmpdir(), "lienthong-test-tsa-"));
  const run = (...args: string[]): void => void execFileSync(openssl, args, { cwd: folder, stdio: "pipe" });
  writeFileSync(join(folder, "tsa.conf"), configuration);
  writeFileSync(join(folder, "serial"), "01\n");
  const usage = ["-addext", "extendedKeyUsage=critical,timeStamping", "-addext", "keyUsage=critical,digitalSignature"];
  const files = ["-keyout", "tsa.key", "-out", "tsa.pem"];
  run("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=TSA Mau", ...files, ...usage);
  const signer = ["-signer", "tsa.pem", "-inkey", "tsa.key", "-config", "tsa.conf", "-section", "tsa"];
  return {
    certificate: readFileSync(join(folder, "tsa.pem"), "utf8"),
    reply: (request) => {
      writeFileSync(join(folder, "request"), request);
      run("ts", "-reply", "-queryfile", "request", ...signer, "-out", "response");
      return readFileSync(join(folder, "response"));
    },
    stamp: async (digest) => {
      run("ts", "-query", "-digest", digest.toString("hex"), "-sha256", "-cert", "-out", "query");
      run("ts", "-reply", "-queryfile", "query", ...signer, "-token_out", "-out", "token");
      return readFileSync(join(folder, "token"));
    },
    accepts: (token, digest) => {
      writeFileSync(join(folder, "given"), token);
      const trust = ["-CAfile", "tsa.pem", "-untrusted", "tsa.pem"];
      try {
        run("ts", "-verify", "-digest", digest.toString("hex"), "-in", "given", "-token_in", ...trust);
        return true;
      } catch {
        return false;
      }
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true }),
  };
}
