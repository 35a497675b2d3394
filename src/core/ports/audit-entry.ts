/** Something that happened, for the audit log. `detail` never holds personal data. */
export interface AuditEntry {
  readonly at: Date;
  /** `client:ID`, `worker` or `operator:ID`. */
  readonly actor: string;
  /** Stable verb, e.g. `dossier.accepted`. */
  readonly action: string;
  /** Dossier code, message id or envelope id. */
  readonly subject: string;
  readonly detail?: Readonly<Record<string, string | number | boolean | null>>;
}

/** The audit log as those write to it who change nothing else with it. */
export interface AuditLog {
  note(entry: AuditEntry): Promise<void>;
}
