import type { AuditCheckpoint, AuditRow, LinkPosition } from "./audit-chain.ts";
import type { KeptSignature } from "./kept-signature.ts";
import type { SyncState, MessageKind, MessageState } from "../message/message.ts";
import type { Party } from "../delivery/causes.ts";
import type { TimelineEntry } from "../ports/status-reads.ts";
import type { Scope } from "../scope.ts";

/** Everything kept about one dossier that others may want to verify. Times are canonical strings in Asia/Ho_Chi_Minh. */
export interface EvidenceMaterial {
  readonly dossierCode: string;
  readonly sector: string;
  readonly procedureCode: string;
  readonly agencyCode: string;
  readonly revision: number;
  readonly syncState: SyncState;
  readonly messages: readonly EvidenceMessage[];
  /** In the order they were made. */
  readonly envelopes: readonly EvidenceEnvelope[];
  readonly attempts: readonly EvidenceAttempt[];
  readonly timeline: readonly TimelineEntry[];
  readonly audit: readonly AuditRow[];
  /** Null before there is a checkpoint that signs a hash tree. */
  readonly auditProof: EvidenceAuditProof | null;
  /** Those that cover an envelope above. */
  readonly timestamps: readonly EvidenceTimestamp[];
}

export interface EvidenceMessage {
  readonly id: string;
  readonly number: number;
  readonly kind: MessageKind;
  readonly destination: string;
  readonly service: string;
  readonly state: MessageState;
  readonly settledAt: string | null;
  /** SHA-256 (hex) of the canonical JSON of what was to be told, as it now stands. */
  readonly payloadSha256: string;
  /** Where it was sent: position counts the items of the envelope's `data` from 0. */
  readonly envelopes: readonly { readonly id: string; readonly position: number; readonly current: boolean }[];
}

export interface EvidenceEnvelope {
  readonly id: string;
  readonly destination: string;
  readonly service: string;
  readonly isUpdating: boolean | null;
  readonly createdAt: string;
  /** The exact bytes that were signed and sent. */
  readonly body: Uint8Array;
  readonly signature: { readonly profile: string; readonly header: string; readonly value: string };
  readonly certificateThumbprint: string;
  /** How many other dossiers have something in it. */
  readonly otherDossiers: number;
  /** Its place in a timestamped hash tree; null while no timestamp covers it. */
  readonly timestamp: { readonly id: string; readonly position: number; readonly path: readonly string[] } | null;
}

export interface EvidenceAttempt {
  readonly kind: "send" | "lookup";
  readonly envelopeId: string | null;
  readonly messageId: string | null;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly outcome: string;
  readonly party: Party | null;
  readonly cause: string;
  readonly message: string;
  readonly messageEn: string;
  readonly httpStatus: number | null;
  readonly errorCode: string | null;
  /** Head of the portal's answer, scrubbed of tokens and numbers of people. */
  readonly excerpt: string | null;
  /** SHA-256 (hex) of the whole answer. */
  readonly answerSha256: string | null;
  /** The answer that was signed: exact bytes, signature, and what was found. */
  readonly receipt: (KeptSignature & { readonly body: Uint8Array }) | null;
}

/** Proof that entries stand in the audit log under a signed checkpoint, without any entry of others. */
export interface EvidenceAuditProof {
  readonly checkpoint: AuditCheckpoint & { readonly root: string };
  /** How many entries about the dossier the log had by then. */
  readonly entries: number;
  /** One for each entry above that the checkpoint covers. */
  readonly places: readonly EvidenceAuditPosition[];
}

export interface EvidenceAuditPosition extends Omit<LinkPosition, "about"> {
  /** Number of the entry. */
  readonly seq: string;
  /** The link before it. */
  readonly before: string;
  /** Hashes (hex) beside the way up to the checkpoint's root, lowest first. */
  readonly path: readonly string[];
}

export interface EvidenceTimestamp {
  readonly id: string;
  /** Root (hex) of the hash tree it is for. */
  readonly root: string;
  readonly treeSize: number;
  /** Time the authority states. */
  readonly stampedAt: string;
  /** RFC 3161 token, DER. */
  readonly token: Uint8Array;
}

/** What asking for the evidence of a dossier comes to. */
export type EvidenceFound =
  | { readonly kind: "found"; readonly material: EvidenceMaterial }
  | { readonly kind: "absent" }
  /** Envelopes with dossiers the reader may not see; their bytes cannot be given in part. */
  | { readonly kind: "outside-scope"; readonly envelopes: number }
  | { readonly kind: "too-large"; readonly bytes: number };

export interface EvidenceReads {
  /** @param maxBytes most bytes of envelopes together */
  evidence(dossierCode: string, scope: Scope, maxBytes: number): Promise<EvidenceFound>;
  /** Enters into the audit log that somebody took the evidence away. */
  exported(
    dossierCode: string,
    by: { readonly actor: string; readonly at: Date; readonly envelopes: number },
  ): Promise<void>;
}

/** A sealed evidence container, ready to be handed out. */
export type EvidenceContainer =
  | { readonly kind: "sealed"; readonly bytes: Uint8Array; readonly envelopes: number }
  | Exclude<EvidenceFound, { readonly kind: "found" }>;

/** Hands out evidence containers. Each that leaves is in the audit log. */
export interface EvidenceService {
  exportContainer(
    dossierCode: string,
    reader: { readonly actor: string; readonly scope: Scope },
  ): Promise<EvidenceContainer>;
}
