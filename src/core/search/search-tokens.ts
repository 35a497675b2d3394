/** What a dossier is found by, as texts a person may type. */
export interface Findable {
  /** Names and codes, found by their words and the beginnings of these. */
  readonly texts: readonly string[];
  /** Identity numbers, found whole only. */
  readonly numbers: readonly string[];
}

/**
 * Turns what a dossier is found by into tokens that tell nothing without the key: neither a name nor a folded word stands
 * in the database's index.
 */
export interface SearchTokens {
  /** Tells keys apart and says nothing of the key: tokens of another key find nothing. */
  readonly keyId: string;
  /** Signed 64-bit numbers as text. */
  of(found: Findable): readonly string[];
  /**
   * What a question may mean, by likelihood: its words, or one number. A dossier is found by having all tokens of one of
   * them; none: the question asks for nothing that can be found.
   */
  ofQuestion(question: string): readonly (readonly string[])[];
}

/** The index behind the search, which pushes keep up to date by themselves. */
export interface SearchIndex {
  /**
   * Goes through dossiers in the order of their codes and puts those into the index that are not in it under this key:
   * taken in before there was one, or under another key.
   *
   * @param after the code to begin behind; "" begins at the first
   * @param limit dossiers looked at
   * @returns the code of the last that was looked at; null when there are no more
   */
  indexMore(after: string, limit: number): Promise<string | null>;
}
