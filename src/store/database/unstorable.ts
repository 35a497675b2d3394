/** Whether one of the texts has a NUL, which no text in the database can have: such a question finds nothing. */
export function isUnstorable(...texts: readonly (string | undefined)[]): boolean {
  return texts.some((text) => text?.includes("\0") === true);
}
