import { Fault } from "#core/fault.ts";
import { algorithmOfIdentifier } from "../algorithms/signature-algorithms.ts";
import { type Refusal, refusal, refusalOf, SignatureRefused, strictly, demand } from "../refusals/refusal.ts";
import { type CertificationPath, subjectOf } from "./certificate.ts";
import { basicConstraintsOf, certificateDetails } from "./certificate-details.ts";
import { buildCertificationPath, type KeyPurpose } from "./certification-path.ts";

/**
 * Judges a certificate of our own by the rules that others are judged by, so that the gateway never signs what it would
 * refuse itself. Trusted is whoever stands at the top of the chain: whether others trust him cannot be told here.
 *
 * @param chain the certificate and its issuers, as far as they are at hand
 * @returns why a verifier would refuse it; undefined where none would
 *
 * @example
 * ownChainRefusal(key.chain, now, "signing"); // => undefined
 * ownChainRefusal([ca], now, "signing")?.reason; // => "certificate-usage"
 */
export function ownChainRefusal(chain: CertificationPath, at: Date, keyPurpose: KeyPurpose): Refusal | undefined {
  const [leaf, ...issuers] = chain;
  const top = chain.at(-1) ?? leaf;
  try {
    buildCertificationPath(leaf, issuers, { trustAnchors: [top], at, keyPurpose });
    strictly("certificate-unreadable", () => {
      // A key that issues certificates has no business in a gateway, whatever else it may be used for.
      demand(!basicConstraintsOf(certificateDetails(leaf)).isCa, "certificate-usage", `CA, ${subjectOf(leaf)}`);
      const { subject, issuer, signatureAlgorithm } = certificateDetails(top);
      // At the top of what is at hand, which is below somebody at whoever verifies; a root is trusted as it stands.
      if (!Buffer.from(subject).equals(issuer)) algorithmOfIdentifier(signatureAlgorithm, false);
    });
    return undefined;
  } catch (error) {
    const weak = error instanceof SignatureRefused && error.reason === "algorithm-refused";
    return weak ? refusal("certificate-algorithm-weak", subjectOf(top)) : refusalOf(error);
  }
}

/**
 * @param from where the certificate came from (a path), for the message
 * @throws Fault `certificate-refused` when a verifier would refuse the chain; its sentence names the verifier's own code
 *
 * @example
 * let refused = "";
 * try {
 *   requireUsable([ca], now, "signing", "ca.pem");
 * } catch (error) {
 *   refused = (error as { code: string }).code;
 * }
 * refused; // => "certificate-refused"
 */
export function requireUsable(chain: CertificationPath, at: Date, keyPurpose: KeyPurpose, from: string): void {
  const refused = ownChainRefusal(chain, at, keyPurpose);
  if (refused === undefined) return;
  const { reason, message, detail = subjectOf(chain[0]) } = refused;
  throw new Fault("certificate-refused", {
    vi: `Không dùng được chứng thư số trong «${from}» (${detail}): ${message.vi} Mã: ${reason}. Hãy xin cấp chứng thư đúng mục đích (docs/signing.md).`,
    en: `The certificate in "${from}" (${detail}) cannot be used: ${message.en} Code: ${reason}. Get one that was issued for this use (docs/signing.md).`,
  });
}
