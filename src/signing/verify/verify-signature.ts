import { subjectOf, thumbprintOf } from "../trust/certificate.ts";
import type { Refusal } from "./refusal.ts";
import type { CertificatePath } from "../trust/certificate.ts";
import { type BatchInput, type BatchProfile, openBatch } from "../containers/batch/open-batch.ts";
import { openCms } from "../containers/cms/open-cms.ts";
import { openJws } from "../containers/jws/open-jws.ts";
import { openXml, type XmlProfile, type XmlRules } from "../containers/xml/open-xml.ts";
import type { VerificationPolicy } from "./policy.ts";
import { refusalOf } from "./refused.ts";
import { requireNotRevoked } from "../trust/revocation.ts";
import type { Sealed, SignedContent } from "./sealed.ts";
import { type Settled, settle } from "./judge-signature.ts";
import type { SingleInput, SingleProfile } from "./signature-input.ts";
import { type Warning, warning } from "./warnings.ts";

/** A signature to verify; `batch` takes a signature over many bodies, made in any profile, for one of them. */
export type SignatureInput = SingleInput | ({ readonly profile: "batch" } & BatchInput);

/** A signature that holds: who made it, when, over what. */
export interface Verified {
  readonly valid: true;
  /** What it turned out to be, where the input left it open. */
  readonly profile: SingleProfile | BatchProfile;
  /** Subject of the signing certificate. */
  readonly signer: string;
  /** Base64url SHA-256 of the signing certificate. */
  readonly thumbprint: string;
  /** E.g. `rsa-sha256`. */
  readonly algorithm: string;
  /** Time the signer claims; absent where the signature does not say. */
  readonly signedAt?: Date;
  /** Time a trusted authority vouches for. */
  readonly timestampedAt?: Date;
  /** The signing certificate and the CAs above it, up to and with the anchor. */
  readonly path: CertificatePath;
  /** All that was signed, exactly as it was signed. Read these bytes; nothing else of the input is proven. */
  readonly signed: readonly SignedContent[];
  /** Where the signature covers many bodies: how many, and which of them (from 0) this is. */
  readonly batch?: NonNullable<Sealed["batch"]>;
  /** What was left open. */
  readonly warnings: readonly Warning[];
}

/** What each XML profile demands, beyond what every signature must keep. */
const xmlRules: Readonly<Record<"xml" | XmlProfile, XmlRules>> = {
  xml: { xades: "optional", signingTime: "optional" },
  // Any XML signature; without a time in it the time of receipt counts.
  xmldsig: { xades: "optional", signingTime: "optional" },
  // As Viet Nam's tax authority has it: a signed SigningTime among the signature's properties.
  vn: { xades: "optional", signingTime: "required" },
  // ETSI EN 319 132-1, levels B-B and B-T.
  xades: { xades: "required", signingTime: "required" },
};

/**
 * Verifies a signature against a policy: form, algorithms, mathematics, what is signed and where it stands, certificate,
 * path, time and revocation. Whatever the bytes are, the answer is a value; the certificates inside a signature never
 * vouch for themselves.
 *
 * @example
 * const result = await verifySignature({ profile: "xades", document }, { trustAnchors: [ca], now });
 * if (!result.valid) return refuse(result.reason);
 * const [receipt] = result.signed; // read receipt.bytes, not document
 */
export async function verifySignature(input: SignatureInput, policy: VerificationPolicy): Promise<Verified | Refusal> {
  try {
    const sealed = openSignature(input, policy);
    const settled = settle(sealed, policy);
    const warnings = [...settled.warnings, ...(await revocationWarnings(settled, policy))];
    const { certificate, algorithm, profile, signedAt, signed, batch } = sealed;
    return {
      valid: true,
      profile,
      signer: subjectOf(certificate),
      thumbprint: thumbprintOf(certificate),
      algorithm,
      ...(signedAt !== undefined && { signedAt }),
      ...(settled.timestamp !== undefined && { timestampedAt: settled.timestamp.at }),
      path: settled.path,
      signed,
      ...(batch !== undefined && { batch }),
      warnings,
    };
  } catch (error) {
    return refusalOf(error);
  }
}

/**
 * Form and mathematics alone: who signed, when and whether that counts is not judged.
 *
 * @throws Refused
 */
export function openSignature(input: SignatureInput, policy: VerificationPolicy): Sealed & Pick<Verified, "profile"> {
  return input.profile === "batch"
    ? openBatch(input, policy, (single) => openSingle(single, policy))
    : openSingle(input, policy);
}

function openSingle(input: SingleInput, policy: VerificationPolicy): Sealed & { readonly profile: SingleProfile } {
  const { profile } = input;
  switch (profile) {
    case "jws":
      return { ...openJws(input), profile };
    case "cms":
      return { ...openCms(input, policy), profile };
    default: {
      const opened = openXml(input, xmlRules[profile], policy);
      return profile === "xml" ? opened : { ...opened, profile };
    }
  }
}

/** Asks for the signer's path, and for that of the timestamp authority. */
async function revocationWarnings(
  { path, timestamp, provenAt }: Settled,
  policy: VerificationPolicy,
): Promise<Warning[]> {
  const { revocation, now, allowSha1 = false } = policy;
  if (revocation === undefined) return [warning("revocation-unchecked")];
  const common = { policy: revocation, now, allowSha1 };
  const untold = [
    ...(await requireNotRevoked(path, { ...common, provenAt })),
    ...(timestamp === undefined ? [] : await requireNotRevoked(timestamp.path, { ...common, provenAt: undefined })),
  ];
  return untold.map((who) => warning("revocation-unreachable", who));
}
