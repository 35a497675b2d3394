import type { MessageKind, MessageState } from "#core/message/message.ts";

/**
 * Three books are kept of every run, by three parties that do not read each other's: the vendor writes down what it was
 * answered 2xx for, the gateway's database what it has to say and what became of it, the portal's stand-in what it applied.
 */
export interface Ledgers {
  /** By dossier code: what the portal has to hear because of the pushes that were answered 2xx, in that order. */
  readonly owed: ReadonlyMap<string, readonly Item[]>;
  /** Every message of the gateway's database. */
  readonly held: readonly HeldMessage[];
  /** What the portal applied, in that order. */
  readonly applied: readonly AppliedItem[];
}

/** Something to tell the portal, by the digest of its canonical JSON. */
export interface Item {
  readonly kind: MessageKind;
  readonly service: string;
  readonly itemSha256: string;
}

/** A message as the gateway's database has it. */
export interface HeldMessage extends Item {
  readonly dossierCode: string;
  /** Its place among the messages of its dossier. */
  readonly number: number;
  readonly destination: string;
  readonly state: MessageState;
  /** Envelopes with it that were answered with a yes, as the database says. */
  readonly confirmedBy: readonly string[];
  /** Times the gateway itself said that it repeats this because nothing can prove it (audit, `not-provable`). */
  readonly repeatsSaid: number;
}

/** A line of the portal's book. */
export interface AppliedItem {
  readonly seq: number;
  readonly dossierCode: string;
  readonly service: string;
  readonly itemSha256: string;
  /** Id of the envelope it came in. */
  readonly requestId: string | null;
  readonly signed: boolean;
  /** The portal lost it again, with its last hours. */
  readonly undone: boolean;
}
