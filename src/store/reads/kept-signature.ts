import { formatInstant } from "#schemas/common/timestamp.ts";
import type { FoundSignature } from "#core/proof/found-signature.ts";
import type { KeptSignature, SignatureSummary } from "#core/proof/kept-signature.ts";

/** What is written of a signature that came with something. */
export function toKept({ header, value, finding }: FoundSignature): KeptSignature {
  if (finding.verdict === "verified") {
    const { verdict, profile, signer, thumbprint, signedAt, warnings } = finding;
    const found = { profile, signer, thumbprint, signedAt: formatInstant(signedAt.getTime()), warnings };
    return { verdict, header, value, ...found, code: null, message: null, messageEn: null };
  }
  const { verdict, code, text, detail } = finding;
  const about = detail === undefined ? "" : ` (${detail})`;
  return {
    verdict,
    header,
    value,
    profile: null,
    signer: null,
    thumbprint: null,
    signedAt: null,
    warnings: [],
    code,
    message: text.vi + about,
    messageEn: text.en + about,
  };
}

/** What a column of {@link toKept} says, read back. */
export function keptIn(column: unknown): KeptSignature | null {
  return column as KeptSignature | null;
}

export function summaryIn(column: unknown): SignatureSummary | null {
  const kept = keptIn(column);
  if (kept === null) return null;
  const { header: _header, value: _value, thumbprint: _thumbprint, ...summary } = kept;
  return summary;
}
