import type { X509Certificate } from "node:crypto";
import { subjectOf, thumbprintOf } from "../trust/certificate.ts";
import type { CertificationPath } from "../trust/certificate.ts";
import { openBatch } from "../containers/batch/open-batch.ts";
import { openCms } from "../containers/cms/open-cms.ts";
import { openJws } from "../containers/jws/open-jws.ts";
import { openXml, type XmlRules } from "../containers/xml/open-xml.ts";
import type { VerificationPolicy } from "../containers/verification-policy.ts";
import { requireNotRevoked } from "../trust/revocation.ts";
import type { OpenedSignature, SignedContent } from "../containers/opened-signature.ts";
import { type ValidatedSigner, validateSigner } from "./signer-validation.ts";
import { type SignatureWarning, signatureWarning } from "./signature-warnings.ts";
import type { XmlProfileName } from "../containers/xml/xml-profiles.ts";
import {
  singleInputIn,
  type SignatureInput,
  type SignatureProfile,
  type SingleInput,
  type SingleProfile,
} from "./signature-input.ts";
import { type Refusal, refusalOf, SignatureRefused } from "../refusals/refusal.ts";

/** A signature that holds: who made it, when, over what. */
export interface VerifiedSignature {
  readonly valid: true;
  /** What it turned out to be, where the input left it open. */
  readonly profile: SignatureProfile;
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
  readonly path: CertificationPath;
  /** All that was signed, exactly as it was signed. Read these bytes; nothing else of the input is proven. */
  readonly signed: readonly SignedContent[];
  /** Where the signature covers many bodies: how many, and which of them (from 0) this is. */
  readonly batch?: NonNullable<OpenedSignature["batch"]>;
  /** What was left open. */
  readonly warnings: readonly SignatureWarning[];
}

/** What verifying a signature comes to. */
export type VerificationResult = VerifiedSignature | Refusal;

/** What each XML profile demands, beyond what every signature must keep. */
const xmlRules: Readonly<Record<"xml" | XmlProfileName, XmlRules>> = {
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
 * const { value } = await signer.sign(body, now);
 * const result = await verifySignature({ profile: "jws", value, body }, { trustAnchors: [ca], now });
 * const proven = result.valid ? result.signed[0]?.bytes : undefined; // use these bytes, nothing else of the input
 * proven; // => body
 * const other = await verifySignature({ profile: "jws", value, body: Buffer.from("{}") }, { trustAnchors: [ca], now });
 * other.valid ? "valid" : other.reason; // => "signature-mismatch"
 */
export async function verifySignature(input: SignatureInput, policy: VerificationPolicy): Promise<VerificationResult> {
  try {
    const opened = openSignature(input, policy);
    const signer = validateSigner(opened, policy);
    const warnings = [...signer.warnings, ...(await revocationWarnings(signer, policy))];
    const { certificate, algorithm, profile, signedAt, signed, batch } = opened;
    return {
      valid: true,
      profile,
      signer: subjectOf(certificate),
      thumbprint: thumbprintOf(certificate),
      algorithm,
      ...(signedAt !== undefined && { signedAt }),
      ...(signer.timestamp !== undefined && { timestampedAt: signer.timestamp.at }),
      path: signer.path,
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
 * @throws SignatureRefused
 */
function openSignature(
  input: SignatureInput,
  policy: VerificationPolicy,
): OpenedSignature & Pick<VerifiedSignature, "profile"> {
  return input.profile === "batch"
    ? openBatch(input, policy, (header, value, body) => openInner(singleInputIn(header, value, body), policy))
    : openSingle(input, policy);
}

function openInner(input: SingleInput | undefined, policy: VerificationPolicy): ReturnType<typeof openSingle> {
  if (input === undefined) throw new SignatureRefused("batch-malformed");
  return openSingle(input, policy);
}

function openSingle(
  input: SingleInput,
  policy: VerificationPolicy,
): OpenedSignature & { readonly profile: SingleProfile } {
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

/**
 * The certificates that came with a signature, the signer's first; none where it cannot be read. Nothing is proven.
 *
 * @example
 * const { value } = await signer.sign(body, now);
 * certificatesWith({ profile: "jws", value, body }, now).map(subjectOf); // => [signer.subject]
 */
export function certificatesWith(input: SignatureInput, now: Date): readonly X509Certificate[] {
  try {
    const { certificate, bag } = openSignature(input, { trustAnchors: [], now });
    return [certificate, ...bag];
  } catch (error) {
    if (error instanceof SignatureRefused) return [];
    throw error;
  }
}

/** Asks for the signer's path, and for that of the timestamp authority. */
async function revocationWarnings(
  { path, timestamp, provenAt }: ValidatedSigner,
  policy: VerificationPolicy,
): Promise<SignatureWarning[]> {
  const { revocation, now, allowSha1 = false } = policy;
  if (revocation === undefined) return [signatureWarning("revocation-unchecked")];
  const common = { policy: revocation, now, allowSha1 };
  const unanswered = [
    ...(await requireNotRevoked(path, { ...common, provenAt })),
    ...(timestamp === undefined ? [] : await requireNotRevoked(timestamp.path, { ...common, provenAt: undefined })),
  ];
  return unanswered.map((who) => signatureWarning("revocation-unreachable", who));
}
