import type { CertificatePath } from "../trust/certificate.ts";
import { pathFor } from "../trust/certificate-path.ts";
import { readSignedData } from "../containers/cms/read-signed-data.ts";
import { clockSkewMs } from "../trust/crl.ts";
import { algorithmIdentifierOf, smallInteger, timeOf } from "../der/read-der-values.ts";
import { DerReader, derTag, readDer } from "../der/read-der.ts";
import { digestNamed, digestOf } from "../verify/digests.ts";
import { openSigner } from "../containers/cms/open-cms.ts";
import type { VerificationPolicy } from "../verify/policy.ts";
import { demand, Refused, strictly } from "../verify/refused.ts";
import type { Sealed } from "../verify/sealed.ts";

const timestampInfoType = "1.2.840.113549.1.9.16.1.4";

/** A time a trusted authority vouches for. */
export interface Timestamp {
  readonly at: Date;
  readonly path: CertificatePath;
}

/**
 * Checks an RFC 3161 timestamp token: over these bytes, signed by an authority that leads to an anchor for timestamps
 * and whose certificate was in force at the time it states.
 *
 * @throws Refused `timestamp-invalid`, `timestamp-untrusted`, and what is refused of any CMS signature
 */
export function readTimestamp(
  { token, over }: NonNullable<Sealed["timestamp"]>,
  policy: VerificationPolicy,
  trustAnchors: VerificationPolicy["trustAnchors"],
): Timestamp {
  const { allowSha1 = false, intermediates = [] } = policy;
  return strictly("timestamp-invalid", () => {
    const data = readSignedData(token);
    const { content } = data;
    if (content === undefined) throw new Refused("timestamp-invalid", "no content");
    const options = { content, contentType: timestampInfoType, policy, certificateDigest: "any" } as const;
    const { certificate, bag } = openSigner(data, options);

    const info = new DerReader(readDer(content, derTag.sequence));
    demand(smallInteger(info.take(derTag.integer)) === 1, "timestamp-invalid", "version");
    info.take(derTag.oid);
    const imprint = new DerReader(info.take(derTag.sequence));
    const { oid } = algorithmIdentifierOf(imprint.take(derTag.sequence));
    const digest = digestNamed(oid, allowSha1);
    if (digest === undefined) throw new Refused("digest-refused", oid);
    demand(digestOf(digest, over).equals(imprint.take(derTag.octetString).content), "timestamp-invalid", "imprint");
    info.take(derTag.integer);
    const at = timeOf(info.take(derTag.generalizedTime));
    demand(at.getTime() <= policy.now.getTime() + clockSkewMs, "timestamp-invalid", "in the future");
    return { at, path: authorityPath() };

    function authorityPath(): CertificatePath {
      try {
        return pathFor(certificate, bag, { trustAnchors, intermediates, allowSha1, at, purpose: "timestamping" });
      } catch (error) {
        if (error instanceof Refused) throw new Refused("timestamp-untrusted", error.message);
        throw error;
      }
    }
  });
}
