import { z } from "zod";
import { restoreBackup } from "../../restore.ts";
import { milliseconds } from "../milliseconds.ts";
import { defineVariant } from "../variant.ts";

export const restoredBackup = defineVariant({
  name: "restored-backup",
  changes: {
    vi: "Sau afterWrites lần ghi, Cổng một lần trở về tình trạng của forgetMs trước. Sổ đánh dấu những gì đã mất (undoneAt).",
    en: "After afterWrites writes the portal goes back, once, to how it stood forgetMs ago. The ledger marks what was undone.",
  },
  why: {
    vi: "Sau sự cố, Cổng khôi phục bản sao lưu và mất những giờ cuối.",
    en: "After an incident a portal restores its backup and has lost its last hours.",
  },
  settings: {
    forgetMs: milliseconds(10_000, "Mất bao lâu cuối (ms). How much of the end is lost, milliseconds"),
    afterWrites: z.int().min(1).max(1_000_000).default(20).describe("Sau mấy lần ghi. After how many writes"),
  },
  play: ({ forgetMs, afterWrites }, portal) => {
    let writes = 0;
    return {
      applied: () => {
        writes += 1;
        if (writes === afterWrites) restoreBackup(portal, forgetMs);
      },
    };
  },
});
