/**
 * Whether a value that is wrong may be repeated in the sentence that says so. Answers are kept and sent on: they repeat codes
 * and small numbers, and nothing that could be a name, a text, or the number of a person or a telephone (nine digits or
 * more, however they are grouped).
 */
export function isQuotable(value: string): boolean {
  if (!/^[\w.,+'\s-]{1,40}$/.test(value) || /[A-Za-z][\s,'][A-Za-z]/.test(value)) return false;
  return /[A-Za-z]/.test(value) || value.replaceAll(/\D/g, "").length < 9;
}
