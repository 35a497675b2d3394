/** The signature of an answer or a call as it is kept. Times are canonical strings in Asia/Ho_Chi_Minh. */
export interface KeptSignature {
  readonly verdict: "verified" | "refused";
  /** HTTP header it came in. */
  readonly header: string;
  readonly value: string;
  /** Null, as what follows, where it was refused. */
  readonly profile: string | null;
  readonly signer: string | null;
  /** Base64url SHA-256 of the signing certificate. */
  readonly thumbprint: string | null;
  readonly signedAt: string | null;
  /** Stable codes of what was left open. */
  readonly warnings: readonly string[];
  /** Why it was refused: stable code, and sentences; null where it holds. */
  readonly code: string | null;
  readonly message: string | null;
  readonly messageEn: string | null;
}

/** The same for a timeline: what was found, without the signature itself. */
export type SignatureSummary = Omit<KeptSignature, "header" | "value" | "thumbprint">;
