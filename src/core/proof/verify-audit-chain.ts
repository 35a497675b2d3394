import {
  CHAIN_START,
  leafInput,
  linkInput,
  type AuditCheckpoint,
  type AuditLink,
  type MissingEntry,
} from "./audit-chain.ts";
import { leafHash, type Digest } from "./hash-tree.ts";
import { createGrowingRoot } from "./tiled-tree.ts";

/** What is wrong with a chain, at the first place where something is. */
export interface ChainFault {
  readonly code:
    | "entry-missing"
    | "entry-changed"
    | "link-missing"
    | "checkpoint-differs"
    | "checkpoint-forged"
    | "root-differs"
    | "truncated"
    | "nothing-signed";
  /** Where in the chain. */
  readonly position: number;
  /** The entry's number in the log, where there is one. */
  readonly seq: string | null;
}

/** What was found of a chain that holds. */
export interface SoundChain {
  readonly position: number;
  readonly link: string;
  readonly checkpoints: number;
  /** Newest checkpoint; entries after it are linked but not signed yet. */
  readonly signedTo: number;
}

export interface ChainChecks {
  /** SHA-256. */
  readonly digest: Digest;
  /** Whether a checkpoint's signature holds. */
  readonly isSigned: (checkpoint: AuditCheckpoint) => Promise<boolean>;
  /** A checkpoint that was noted down elsewhere: the chain must reach it and agree with it. */
  readonly known?: { readonly position: number; readonly link: string };
}

const utf8 = new TextEncoder();
const hexOf = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** Walks a chain from its beginning, piece by piece. */
export function createChainWalk({ digest, isSigned, known }: ChainChecks) {
  let position = 0;
  let link = CHAIN_START;
  let checkpoints = 0;
  let signedTo = 0;
  let metKnown = known === undefined;
  const tree = createGrowingRoot(digest);

  return {
    /** Goes on with the next links and the checkpoints among them; gives the first fault, if there is one. */
    async next(
      links: readonly (AuditLink | MissingEntry)[],
      points: readonly AuditCheckpoint[],
    ): Promise<ChainFault | null> {
      const byPosition = new Map(points.map((point) => [point.position, point]));
      for (const item of links) {
        if (item.position !== position + 1) return { code: "link-missing", position: position + 1, seq: null };
        if ("missing" in item) return { code: "entry-missing", position: item.position, seq: item.seq };
        position += 1;
        if (hexOf(digest(utf8.encode(linkInput(link, item, item)))) !== item.link)
          return { code: "entry-changed", position, seq: item.seq };
        link = item.link;
        tree.add(leafHash(leafInput(item), digest));
        if (known?.position === position) {
          if (known.link !== link) return { code: "checkpoint-differs", position, seq: item.seq };
          metKnown = true;
        }
        const point = byPosition.get(position);
        if (point === undefined) continue;
        if (point.link !== link) return { code: "checkpoint-differs", position, seq: item.seq };
        if (!(await isSigned(point))) return { code: "checkpoint-forged", position, seq: item.seq };
        // Signed, and yet another tree: what says whose entry is which was changed, or the tree it was read from.
        const root = tree.root();
        if (point.root !== null && (root === undefined || hexOf(root) !== point.root))
          return { code: "root-differs", position, seq: item.seq };
        checkpoints += 1;
        signedTo = position;
      }
      return null;
    },

    /** What the whole comes to, after the last piece. */
    end(): ChainFault | SoundChain {
      if (!metKnown) return { code: "truncated", position, seq: null };
      if (position > 0 && checkpoints === 0) return { code: "nothing-signed", position, seq: null };
      return { position, link, checkpoints, signedTo };
    },
  };
}
