/** Somebody's login at the console. What the browser carries is not among it: only its hash is kept. */
export interface LoginSession {
  readonly clientId: string;
  /** SHA-256 of the API key it was made with, hex: it ends with that key. */
  readonly keySha256: string;
  readonly startedAt: Date;
  /** When somebody last did something in it; not older than a minute or so. */
  readonly seenAt: Date;
  /** When it ends, whatever is done in it. */
  readonly endsAt: Date;
}

/** Keeps logins for every process on the database. `id` is the SHA-256 of what the browser carries, hex. */
export interface LoginSessionStore {
  /** Keeps a new one, notes the login in the audit log, and forgets those that are over. */
  start(id: string, session: LoginSession): Promise<void>;
  find(id: string): Promise<LoginSession | null>;
  seen(id: string, at: Date): Promise<void>;
  /** Ends it; one that is not there is no error. */
  end(id: string, at: Date): Promise<void>;
  /** Ends those that were made with these keys, by their SHA-256 (hex). */
  endOfKeys(keySha256s: readonly string[], at: Date): Promise<void>;
}
