import type { Bilingual } from "#schemas/common/bilingual.ts";

/** What happened to whatever refers to a large content that is gone, or no longer what its hash says. */
export function contentMissing(sha256: string): Bilingual {
  return {
    vi: `Không tìm thấy nội dung lớn ${sha256} trong nơi lưu của gateway, hoặc nội dung đã hỏng.`,
    en: `The large content ${sha256} is not where the gateway keeps it, or was damaged.`,
  };
}

/** How it comes back, wherever contents are kept. */
export const RESTORE_CONTENTS: Bilingual = {
  vi: "Khôi phục nơi lưu nội dung lớn (DATA_DIR/attachments, với PostgreSQL là bảng attachments) từ bản sao lưu, hoặc đẩy lại hồ sơ từ phần mềm một cửa.",
  en: "Restore the large contents (DATA_DIR/attachments, on PostgreSQL the table attachments) from the backup, or push the dossier again from the one-stop software.",
};
