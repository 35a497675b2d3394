import { readSample } from "../adapters/adapter-folders.ts";

/** What is somebody's and may stand nowhere but in dossier, messages and evidence. */
export const MARKERS = {
  name: "NGHIÊM THỊ DẤU VẾT",
  number: "038198999011",
  spacedNumber: "038 198 999 011",
  dottedNumber: "038.198.999.011",
  address: "Thôn Dấu Chân, xã Mẫu Một",
  conviction: "Trộm cắp tài sản, án ngày dấu mốc",
  phone: "0900000011",
  email: "dau.vet@example.vn",
} as const;

const SAMPLE = JSON.stringify(readSample("judicial-records", "certificate-returned"))
  .replaceAll("NGHIÊM THỊ QUỲNH TRÂM", MARKERS.name)
  .replaceAll("Thôn 5, xã Mẫu Một", MARKERS.address)
  .replace('"convictionStatement":"Không"', `"convictionStatement":${JSON.stringify(MARKERS.conviction)}`)
  .replaceAll("tram.mau@example.vn", MARKERS.email);

/** A valid dossier full of markers, under a code of its own. */
export function markedDossier(number: number): Record<string, unknown> {
  const dossier = JSON.parse(SAMPLE) as Record<string, unknown> & { dossierCode: string };
  return { ...dossier, dossierCode: dossier.dossierCode.replace(/\d+$/, String(number).padStart(4, "0")) };
}

/** Letters and digits alone, so that nothing hides behind case, diacritics, dots, blanks or escapes. */
function bare(text: string): string {
  return text
    .replaceAll(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .normalize("NFD")
    .replaceAll(/[\p{M}\s.,:;@_/\\-]|%20|\+/gu, "")
    .toLowerCase();
}

const BARE = [...new Set(Object.values(MARKERS).map(bare))];

/** The lines in which somebody's data stand. */
export function markedLines(lines: readonly string[]): string[] {
  return lines.filter((line) => {
    const text = bare(line);
    return BARE.some((marker) => text.includes(marker));
  });
}
