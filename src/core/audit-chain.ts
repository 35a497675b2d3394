import { canonicalJson } from "./canonical-json.ts";

/**
 * The audit log as a chain: each link is the hash of its entry and of the link before it, so no entry can be changed,
 * removed, moved or slipped in without every later link showing it. Checkpoints are links signed with the province's
 * key: whoever can write to the database cannot forge those.
 */
export interface AuditRow {
  /** Number the database gave it; rises, with gaps. */
  readonly seq: string;
  /** Canonical instant in UTC with milliseconds. */
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly detail: unknown;
}

/** An entry in its place. */
export interface AuditLink extends AuditRow {
  /** 1, 2, 3, …, without gaps, in the order of the chain. */
  readonly position: number;
  /** Hex SHA-256 over the link before and this entry. */
  readonly link: string;
}

/** A link that was signed. */
export interface AuditCheckpoint {
  readonly position: number;
  readonly link: string;
  readonly at: string;
  readonly signature: { readonly profile: string; readonly header: string; readonly value: string };
}

/** The link before the first. */
export const CHAIN_START = "0".repeat(64);

/** What is hashed for a link: a list, so that no text in one field can look like another. */
export function linkInput(before: string, position: number, row: AuditRow): string {
  return canonicalJson([before, position, row.seq, row.at, row.actor, row.action, row.subject, row.detail]);
}

/** What a checkpoint's signature covers. */
export function checkpointInput({ position, link, at }: Omit<AuditCheckpoint, "signature">): string {
  return canonicalJson({ at, link, log: "lienthong-audit", position });
}

/** Keeps the chain. */
export interface AuditChainStore {
  /**
   * Links entries that are committed and not linked yet, at most so many; one process at a time. Entries are linked a
   * round after they appear, once nothing can appear before them any more. Gives the last link, or null when there was nothing to do or another process is at it.
   */
  extend(options: {
    readonly limit: number;
    readonly sha256: (text: string) => string;
  }): Promise<{ readonly position: number; readonly link: string; readonly linked: number } | null>;
  /** The newest link and the newest checkpoint. */
  head(): Promise<{
    readonly position: number;
    readonly link: string;
    readonly checkpoint: AuditCheckpoint | null;
  } | null>;
  addCheckpoint(checkpoint: AuditCheckpoint): Promise<void>;
  /** Links from after a position with the checkpoints among them. An entry whose row is gone comes without its row. */
  read(options: { readonly after: number; readonly limit: number }): Promise<{
    readonly links: readonly (AuditLink | MissingEntry)[];
    readonly checkpoints: readonly AuditCheckpoint[];
  }>;
  /** Rows that are in no link although the chain has gone past them: slipped in. */
  strangers(limit: number): Promise<readonly AuditRow[]>;
}

/** A link whose entry is no longer there. */
export interface MissingEntry {
  readonly position: number;
  readonly link: string;
  readonly seq: string;
  readonly missing: true;
}
