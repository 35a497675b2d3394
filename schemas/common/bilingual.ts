/**
 * The same said twice, in Vietnamese first and in English beside it: a sentence, or a word. Everything that is passed around
 * inside is such a pair; the contract writes it out as `message` and `messageEn`, `title` and `titleEn`, `name` and `nameEn`.
 */
export interface Bilingual {
  readonly vi: string;
  readonly en: string;
}

/** The pair as the contract has it in issues, findings and outcomes. */
export function toMessage({ vi, en }: Bilingual): { readonly message: string; readonly messageEn: string } {
  return { message: vi, messageEn: en };
}
