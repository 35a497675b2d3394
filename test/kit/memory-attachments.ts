import type { AttachmentStore } from "#core/ports/attachment-store.ts";

/** Large contents for tests that are about something else. */
export function memoryAttachments(): AttachmentStore {
  const kept = new Map<string, Uint8Array>();
  return {
    keep: async (contents) => {
      for (const [sha256, bytes] of contents) kept.set(sha256, bytes);
    },
    read: async (sha256) => kept.get(sha256) ?? null,
  };
}
