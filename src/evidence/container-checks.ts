import type { Bilingual } from "#schemas/common/bilingual.ts";
import { hash } from "node:crypto";
import { refusalOf } from "../signing/refusals/refusal.ts";
import { asic, readManifest } from "./asic-manifest.ts";
import { type EvidenceFinding, fails, holds, open } from "./findings.ts";
import { readZip, type ZipFile, type ZipLimits, type ZipRefusal, ZipRefused } from "./zip-reader.ts";

/** Why a zip is not read, for people. */
const sentences: Readonly<Record<ZipRefusal, Bilingual>> = {
  "zip-malformed": {
    vi: "Tệp zip hỏng, hoặc có chỗ hai chương trình đọc ra khác nhau.",
    en: "The zip is damaged, or two programs could read it differently.",
  },
  "zip-too-large": {
    vi: "Tệp zip, hoặc nội dung khi giải nén, vượt giới hạn.",
    en: "The zip, or what it unpacks to, exceeds the limit.",
  },
  "zip-name-unsafe": {
    vi: "Tên tệp trong zip không an toàn (ra ngoài thư mục, hoặc ký tự lạ).",
    en: "A name in the zip is not safe (it leads out of the folder, or has odd characters).",
  },
  "zip-name-twice": { vi: "Zip có hai tệp cùng tên.", en: "The zip has two files of one name." },
  "zip-unsupported": {
    vi: "Zip dùng cách nén hoặc mã hóa không được chấp nhận.",
    en: "The zip uses a compression or encryption that is not accepted.",
  },
  "zip-corrupt": { vi: "Một tệp trong zip không khớp mã kiểm CRC.", en: "A file in the zip does not fit its CRC." },
};

/** Opens the zip; a failing finding instead where it cannot be read safely. */
export function openZip(bytes: Uint8Array, limits: ZipLimits): readonly ZipFile[] | EvidenceFinding {
  try {
    return readZip(bytes, limits);
  } catch (error) {
    if (!(error instanceof ZipRefused)) throw error;
    const { vi, en } = sentences[error.reason];
    return fails(error.reason, `${vi} (${error.detail})`, `${en} (${error.detail})`);
  }
}

/** The first file says in the clear what the zip is (ETSI EN 319 162-1, section A.1). */
export function judgeMimetype([first]: readonly ZipFile[], count: number): EvidenceFinding {
  const right =
    first?.name === "mimetype" &&
    first.isStored &&
    first.extra === 0 &&
    Buffer.from(first.bytes).toString("latin1") === asic.mimetype;
  return right
    ? holds(
        "mimetype",
        `Đây là gói ASiC-E: ${count} tệp, tên tệp an toàn, không có byte thừa.`,
        `This is an ASiC-E container: ${count} files, safe names, no byte that belongs to none.`,
      )
    : fails(
        "mimetype",
        `Đây không phải gói ASiC-E: tệp đầu phải là mimetype, không nén, nội dung «${asic.mimetype}».`,
        `This is no ASiC-E container: the first file must be mimetype, stored, with "${asic.mimetype}".`,
      );
}

/** Compares the manifest with the files: none changed, none missing, none that it does not name. */
export function judgeManifest(files: ReadonlyMap<string, Uint8Array>): EvidenceFinding[] {
  const bytes = files.get(asic.manifest);
  if (bytes === undefined) return [noManifest("missing")];
  let digests: ReadonlyMap<string, Uint8Array>;
  try {
    const manifest = readManifest(bytes);
    if (manifest.signature !== asic.signature) return [noManifest(manifest.signature)];
    ({ digests } = manifest);
  } catch (error) {
    return [noManifest(refusalOf(error).reason)];
  }
  const findings: EvidenceFinding[] = [];
  for (const [name, digest] of digests) {
    const content = files.get(name);
    if (content === undefined)
      findings.push(
        fails(
          "manifest-missing",
          `Thiếu tệp ${name} có trong danh mục.`,
          `${name} is in the manifest, but not in the container.`,
        ),
      );
    else if (!hash("sha256", content, "buffer").equals(digest))
      findings.push(
        fails(
          "manifest-digest",
          `Tệp ${name} đã bị thay đổi sau khi niêm phong.`,
          `${name} was changed after it was sealed.`,
        ),
      );
  }
  for (const name of files.keys()) {
    if (digests.has(name) || name === "mimetype" || name === asic.manifest || name === asic.signature) continue;
    findings.push(
      name.startsWith("META-INF/")
        ? open(
            "manifest-other",
            `Tệp ${name} do người khác thêm vào (chữ ký hoặc dấu thời gian bổ sung); chưa được xét.`,
            `${name} was added by somebody else (another signature or timestamp); it was not judged.`,
          )
        : fails(
            "manifest-unlisted",
            `Tệp ${name} không có trong danh mục: được thêm vào sau khi niêm phong.`,
            `${name} is not in the manifest: it was added after sealing.`,
          ),
    );
  }
  if (findings.some(({ mark }) => mark === "fails")) return findings;
  return [
    holds(
      "manifest",
      `Danh mục khớp: ${digests.size} tệp đúng mã băm SHA-256.`,
      `The manifest fits: ${digests.size} files have their SHA-256.`,
    ),
    ...findings,
  ];
}

function noManifest(detail: string): EvidenceFinding {
  return fails(
    "manifest-unreadable",
    `Không đọc được danh mục ${asic.manifest} (${detail}).`,
    `The manifest ${asic.manifest} cannot be read (${detail}).`,
  );
}
