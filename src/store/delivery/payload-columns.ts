import { canonicalJson } from "#core/message/canonical-json.ts";
import type { StoredPayload } from "#core/message/content-reference.ts";
import type { DraftMessage } from "#core/message/message.ts";

/** What is stored of a payload: its text, and the hash of the whole where that text only refers to parts of it. */
interface PayloadColumns {
  readonly payload: string;
  readonly payload_sha256: string | null;
}

export function payloadColumns({ payload, stored }: Pick<DraftMessage, "payload" | "stored">): PayloadColumns {
  return stored === undefined ? { payload: canonicalJson(payload), payload_sha256: null } : storedColumns(stored);
}

export function storedColumns({ text, sha256, contents }: StoredPayload): PayloadColumns {
  return { payload: text, payload_sha256: contents.size === 0 ? null : sha256 };
}
