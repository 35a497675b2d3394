import { createHash } from "node:crypto";

import type { TestFolder } from "./test-files.ts";
import type { TestIdentity } from "./test-pki.ts";

/** A timestamp token by OpenSSL's authority over these bytes (RFC 3161). Its clock is the machine's. */
export function timestampToken(
  { folder, openssl }: { folder: TestFolder; openssl: string | undefined },
  authority: TestIdentity,
  issuers: readonly TestIdentity[],
  over: Uint8Array,
): Buffer {
  const { key, certificate } = folder.putIdentity(authority, "tsa");
  const chain = folder.put("tsa-chain.pem", issuers.map((one) => one.certificate.toString()).join(""));
  const config = folder.put(
    "tsa.cnf",
    `[tsa]
default_tsa = t
[t]
serial = ${folder.put("tsa.serial", "01")}
crypto_device = builtin
signer_cert = ${certificate}
certs = ${chain}
signer_key = ${key}
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_chain = no
ess_cert_id_alg = sha256
`,
  );
  const digest = createHash("sha256").update(over).digest("hex");
  const query = `${folder.path}/query.tsq`;
  folder.run(openssl, ["ts", "-query", "-digest", digest, "-sha256", "-cert", "-out", query]);
  const token = `${folder.path}/token.der`;
  folder.run(openssl, ["ts", "-reply", "-config", config, "-queryfile", query, "-token_out", "-out", token]);
  return folder.run("/bin/cat", [token]);
}
