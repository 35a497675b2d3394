import { type CertificationPath, clockSkewMs } from "../trust/certificate.ts";
import { buildCertificationPath } from "../trust/certification-path.ts";
import { readSignedData } from "../containers/cms/read-signed-data.ts";
import { algorithmIdentifierOf, smallInteger, timeOf } from "../der/read-der-values.ts";
import { derTag } from "../der/der-tags.ts";
import { DerReader, readDer } from "../der/read-der.ts";
import { digestNamed, digestOf } from "../algorithms/digests.ts";
import { openSigner } from "../containers/cms/open-cms.ts";
import type { VerificationPolicy } from "../containers/verification-policy.ts";
import { demand, SignatureRefused, strictly } from "../refusals/refusal.ts";
import type { OpenedSignature } from "../containers/opened-signature.ts";

const timestampInfoType = "1.2.840.113549.1.9.16.1.4";

/** A time a trusted authority vouches for. */
export interface VerifiedTimestamp {
  readonly at: Date;
  readonly path: CertificationPath;
}

/**
 * Checks an RFC 3161 timestamp token: over these bytes, signed by an authority that leads to an anchor for timestamps
 * and whose certificate was in force at the time it states.
 *
 * @throws SignatureRefused `timestamp-invalid`, `timestamp-untrusted`, and what is refused of any CMS signature
 *
 * @example
 * let refused = "";
 * try {
 *   verifyTimestampToken({ token: body, over: body }, { trustAnchors: [], now }, [ca]);
 * } catch (error) {
 *   refused = refusalOf(error).reason;
 * }
 * refused; // => "timestamp-invalid"
 */
export function verifyTimestampToken(
  { token, over }: NonNullable<OpenedSignature["timestamp"]>,
  policy: VerificationPolicy,
  trustAnchors: VerificationPolicy["trustAnchors"],
): VerifiedTimestamp {
  const { allowSha1 = false, intermediates = [] } = policy;
  return strictly("timestamp-invalid", () => {
    const data = readSignedData(token);
    const { content } = data;
    if (content === undefined) throw new SignatureRefused("timestamp-invalid", "no content");
    const options = { content, contentType: timestampInfoType, policy, certificateDigest: "any" } as const;
    const { certificate, bag } = openSigner(data, options);

    const info = new DerReader(readDer(content, derTag.sequence));
    demand(smallInteger(info.take(derTag.integer)) === 1, "timestamp-invalid", "version");
    info.take(derTag.oid);
    const imprint = new DerReader(info.take(derTag.sequence));
    const { oid } = algorithmIdentifierOf(imprint.take(derTag.sequence));
    const digest = digestNamed(oid, allowSha1);
    if (digest === undefined) throw new SignatureRefused("digest-refused", oid);
    demand(digestOf(digest, over).equals(imprint.take(derTag.octetString).content), "timestamp-invalid", "imprint");
    info.take(derTag.integer);
    const at = timeOf(info.take(derTag.generalizedTime));
    demand(at.getTime() <= policy.now.getTime() + clockSkewMs, "timestamp-invalid", "in the future");
    return { at, path: authorityPath() };

    function authorityPath(): CertificationPath {
      try {
        return buildCertificationPath(certificate, bag, {
          trustAnchors,
          intermediates,
          allowSha1,
          at,
          keyPurpose: "timestamping",
        });
      } catch (error) {
        if (error instanceof SignatureRefused) throw new SignatureRefused("timestamp-untrusted", error.message);
        throw error;
      }
    }
  });
}
