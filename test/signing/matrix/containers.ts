import { createSigner } from "../../../src/signing/signers/signing-profiles.ts";
import type { TimestampTokenSource } from "../../../src/signing/containers/container-signer.ts";
import { type Algorithm, algorithms, signedAt, signingKeyOf } from "./signers.ts";

/** Something signed by us: one cell of the matrix is one of these before one verifier. */
export interface Sample {
  readonly container: string;
  readonly algorithm: Algorithm;
  readonly profile: "jws" | "cms" | "xmldsig" | "vn" | "xades";
  /** The signature: a JWS, DER of a CMS, or XML. */
  readonly carrier: Buffer;
  /** What is signed, beside the carrier. */
  readonly body: Buffer;
  readonly hasTimestamp: boolean;
}

/** Everything a signature over bytes could get wrong: a line end of Windows, a null, no UTF-8. */
export const body = Buffer.from(
  '{"data":[{"MaHoSo":"H26.107-260518-0123","TenHoSo":"Khai sinh"}]}\r\n\0\xff',
  "latin1",
);

/** Every container there is, with each algorithm it takes. @param timestamp for level B-T; without one there is none */
export async function everyContainer(timestamp: TimestampTokenSource | undefined): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (const algorithm of algorithms) {
    const key = signingKeyOf(algorithm);
    async function add(container: string, profile: Sample["profile"], stamp?: TimestampTokenSource): Promise<void> {
      const signer = createSigner({ profile, key, ...(stamp && { timestamp: stamp }) });
      const { value } = await signer.sign(body, signedAt);
      const carrier = profile === "jws" ? Buffer.from(value) : Buffer.from(value, "base64");
      samples.push({ container, algorithm, profile, carrier, body, hasTimestamp: stamp !== undefined });
    }

    await add("jws", "jws");
    await add("cms B-B", "cms");
    if (timestamp !== undefined) await add("cms B-T", "cms", timestamp);
    await add("xmldsig detached, exclusive", "xmldsig");
    if (algorithm === "RSA-SHA256") await add("vn detached, inclusive", "vn");
    await add("xades B-B detached, exclusive", "xades");
    if (timestamp !== undefined) await add("xades B-T detached, exclusive", "xades", timestamp);
  }
  return samples;
}
