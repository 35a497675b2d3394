/** Nothing is sent to a destination until then: somebody announced that it will be away. */
export interface Pause {
  readonly destination: string;
  readonly until: Date;
  readonly reason: string;
  /** Who said so, e.g. `operator:ID`. */
  readonly actor: string;
}

/** Keeps announced pauses where every gateway on the database sees them. */
export interface PauseStore {
  /** Those that have not ended by then. */
  current(at: Date): Promise<readonly Pause[]>;
  /** Sets or changes a pause, with its audit entry. */
  set(pause: Pause, at: Date): Promise<void>;
  /** Ends a pause before its time, with its audit entry; false when there was none. */
  end(
    destination: string,
    by: { readonly actor: string; readonly reason: string; readonly at: Date },
  ): Promise<boolean>;
}
