import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { AttachmentStore } from "#core/ports/attachment-store.ts";

/** A content by its hash, as whoever keeps it hands it over. */
export function contentOf(text: string): { readonly sha256: string; readonly contents: Map<string, Uint8Array> } {
  const bytes = Buffer.from(text);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { sha256, contents: new Map([[sha256, bytes]]) };
}

/** What holds wherever large contents are kept. */
export function attachmentContract(name: string, open: () => AttachmentStore): void {
  describe(`a file that a vendor pushed, kept in ${name}`, () => {
    const { sha256, contents } = contentOf("Phiếu lý lịch tư pháp ".repeat(3000));

    it("comes back byte for byte", async () => {
      await open().keep(contents);
      expect(
        createHash("sha256")
          .update((await open().read(sha256)) ?? "")
          .digest("hex"),
      ).toBe(sha256);
    });

    it("is not there before it was kept, and one of no bytes is", async () => {
      const empty = contentOf("");
      expect(await open().read(contentOf("never pushed").sha256)).toBeNull();
      await open().keep(empty.contents);
      expect(await open().read(empty.sha256)).toHaveLength(0);
    });

    it("may be pushed by several at the same moment", async () => {
      const { sha256: same, contents: pushed } = contentOf(`${name} ${"0".repeat(200_000)}`);
      await Promise.all(Array.from({ length: 5 }, () => open().keep(pushed)));
      expect(await open().read(same)).toHaveLength(pushed.get(same)?.byteLength ?? 0);
    });
  });
}
