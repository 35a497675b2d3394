import type { NotTold } from "#core/message/not-told.ts";
import type { Issue } from "#core/dossier/issue.ts";

/** The answer to one pushed dossier. */
export type Acceptance =
  | {
      readonly outcome: "accepted" | "unchanged";
      readonly dossierCode: string;
      readonly revision: number;
      /** How many messages the push made for the portal. */
      readonly messages: number;
      readonly warnings: readonly Issue[];
      /** Who has to hear of the dossier and cannot be told; absent: nobody. */
      readonly notTold?: readonly NotTold[];
    }
  | { readonly outcome: "invalid"; readonly dossierCode: string | null; readonly issues: readonly Issue[] }
  | { readonly outcome: "forbidden"; readonly dossierCode: string; readonly issue: Issue }
  | { readonly outcome: "key-conflict"; readonly dossierCode: string };

/** The answer to a push that was taken. */
export type AcceptedPush = Extract<Acceptance, { outcome: "accepted" | "unchanged" }>;

/** How a push is meant. */
export interface PushTerms {
  readonly idempotency: IdempotencyKey | null;
  /** Going back to content the dossier had before is meant. */
  readonly goesBack: boolean;
}

/** An `Idempotency-Key` with the hash of the body it came with. */
export interface IdempotencyKey {
  readonly key: string;
  readonly bodySha256: string;
}
