import { canonicalJson } from "../message/canonical-json.ts";

/**
 * The audit log as a chain: each link is the hash of its entry and of the link before it, so no entry can be changed,
 * removed, moved or slipped in without every later link showing it. A hash tree has the links as its leaves, so that
 * single entries can be shown to stand in the chain without showing any other. Checkpoints are the link and the root at
 * a place, signed with the province's key: whoever can write to the database cannot forge those.
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

/** What was added to an entry when it was linked. */
export interface LinkPosition {
  /** 1, 2, 3, …, without gaps, in the order of the chain. */
  readonly position: number;
  /** Random, so that nobody who holds this link and the ones beside it can try out what it says; null in old links. */
  readonly salt: string | null;
  /** The dossier it is about; for what is about none, its subject. */
  readonly about: string;
  /** Which one of those about the same it is: 1, 2, 3, …, so that one left out leaves a gap. */
  readonly ordinal: number;
}

/** An entry in its place. */
export interface AuditLink extends AuditRow, LinkPosition {
  /** Hex SHA-256 over the link before and this entry. */
  readonly link: string;
}

/** A link that was signed. */
export interface AuditCheckpoint {
  readonly position: number;
  readonly link: string;
  /** Root (hex) of the hash tree over the links up to this one; null in old checkpoints, which sign the link alone. */
  readonly root: string | null;
  readonly at: string;
  readonly signature: { readonly profile: string; readonly header: string; readonly value: string };
}

/** The link before the first. */
export const CHAIN_START = "0".repeat(64);

/** What is hashed for a link: a list, so that no text in one field can look like another. */
export function linkInput(
  before: string,
  { position, salt }: Pick<LinkPosition, "position" | "salt">,
  { seq, at, actor, action, subject, detail }: AuditRow,
): string {
  const said = [before, position, seq, at, actor, action, subject, detail];
  return canonicalJson(salt === null ? said : [...said, salt]);
}

/** A leaf of the hash tree: the link, and which entry of which dossier it is. */
export function leafInput({ link, about, ordinal }: Pick<AuditLink, "link" | "about" | "ordinal">): Uint8Array {
  return new TextEncoder().encode(canonicalJson([link, about, ordinal]));
}

/** What a checkpoint's signature covers. */
export function checkpointInput({ position, link, root, at }: Omit<AuditCheckpoint, "signature">): string {
  return canonicalJson({ at, link, log: "lienthong-audit", position, ...(root !== null && { root }) });
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
  /** Brings the hash tree up to the chain, at most so many tiles; true when there may be more. */
  grow(tiles: number): Promise<boolean>;
  /** Root (hex) of the hash tree over the first so many links, once the tree has grown up to there. */
  root(size: number): Promise<string>;
  /** Number of the newest entry of the log, linked or not; 0 when there is none. */
  newest(): Promise<string>;
  /** Whether every entry up to this number is linked. */
  isLinked(upTo: string): Promise<boolean>;
  /** Keeps a checkpoint. One that signs the root takes the place of one that signs the same link without. */
  addCheckpoint(checkpoint: AuditCheckpoint): Promise<void>;
  /** Links from after a position with the checkpoints among them. An entry whose row is gone comes without its row. */
  read(options: { readonly after: number; readonly limit: number }): Promise<{
    readonly links: readonly (AuditLink | MissingEntry)[];
    readonly checkpoints: readonly AuditCheckpoint[];
  }>;
  /** Rows that are in no link although the chain has gone past them: slipped in. */
  unlinkedEntries(limit: number): Promise<readonly AuditRow[]>;
}

/** A link whose entry is no longer there. */
export interface MissingEntry {
  readonly position: number;
  readonly link: string;
  readonly seq: string;
  readonly missing: true;
}
