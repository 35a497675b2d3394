/** What a receiver says of some of its own fields. */
export interface FieldComplaint {
  /** The fields as they are written there, perhaps without their beginning; each once. */
  readonly fields: readonly string[];
  /** Its words, as they came. */
  readonly said: string;
}

/**
 * Where one complaint ends and the next begins: at a line's end, or at the lone letter n that is left of one whose
 * backslash was lost (`…thông tin.nmeHoTen…`, `…cung cấpnmeHoTen…`).
 */
const BETWEEN =
  /[\r\n]+|\\n|(?<=[.!?;])n(?=\p{L})|(?<=(?!n)\p{Ll})n(?=[a-z]{2,5}[A-Z][a-z])(?![a-z]+n[a-z]{2,5}[A-Z])/u;

/** A name written in humps, with what stands above it: `meHoTen`, `data.meNoiCuTru.maXa`, `fileDinhKem[0].tenGiayTo`. */
const FIELD_NAME = /(?<![\p{L}\p{N}_])[A-Za-z][A-Za-z0-9]*(?:(?:\[\d+\])?\.[A-Za-z][A-Za-z0-9]*)*(?![\p{L}\p{N}_])/gu;
const HUMP = /[a-z0-9][A-Z]/;

/** An error text with its sentences apart again, where a lost line end had run them together. */
export function untangled(text: string): string {
  return sentencesIn(text).join(" ");
}

function sentencesIn(text: string): string[] {
  return text
    .split(BETWEEN)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

/**
 * The complaints in an error text that runs several sentences together, in their order; of text that names no field none.
 * Sentences that name none belong to the complaint before them.
 */
export function complaintsIn(text: string): FieldComplaint[] {
  const complaints: FieldComplaint[] = [];
  for (const said of sentencesIn(text)) {
    const fields = [...new Set(said.match(FIELD_NAME)?.filter((name) => HUMP.test(name)))];
    const before = complaints.at(-1);
    if (fields.length > 0) complaints.push({ fields, said });
    else if (before !== undefined) complaints[complaints.length - 1] = { ...before, said: `${before.said} ${said}` };
  }
  return complaints;
}
