import type { ColumnType, Generated } from "kysely";
import type { Right } from "#core/client.ts";
import type { MessageKind, MessageState, SyncState } from "#core/message/message.ts";
import type { Party } from "#core/delivery/causes.ts";
import type { ComparisonResult, FindingKind, FindingState } from "#core/reconciliation/reconciliation.ts";

/** The gateway's own tables. Columns of type jsonb are written as JSON text and read parsed. */
export interface Tables {
  dossiers: DossierTable;
  /** Summed: how many dossiers of an agency stand in a state. Written by triggers, folded by housekeeping. */
  dossier_figures: { agency_code: string; sync_state: SyncState; dossiers: ColumnType<string, number, number> };
  /** The content hash of every revision a dossier had. */
  dossier_revisions: { dossier_code: string; revision: number; content_sha256: string };
  /** What each dossier is found by; 64-bit numbers come as text. */
  dossier_tokens: { dossier_code: string; key_id: string; tokens: string[] };
  messages: MessageTable;
  envelopes: EnvelopeTable;
  /** `agency_code`: where the message was replaced since under another agency; null: the message's. */
  envelope_items: { envelope_id: string; position: number; message_id: string; agency_code: Generated<string | null> };
  attempts: AttemptTable;
  audit: AuditTable;
  idempotency: IdempotencyTable;
  feedback: FeedbackTable;
  applications: ApplicationTable;
  pauses: { destination: string; until: Date; reason: string; actor: string; at: Date };
  audit_links: {
    position: string;
    audit_seq: string;
    link: string;
    salt: string | null;
    about: string;
    ordinal: string;
  };
  /** Roots of complete subtrees over the links, 256 to the power of `level` links each. */
  audit_tree: { level: number; place: string; hash: string };
  audit_checkpoints: {
    position: string;
    link: string;
    root: string | null;
    at: ColumnType<Date, string | Date>;
    signature_profile: string;
    signature_header: string;
    signature_value: string;
  };
  timestamps: TimestampTable;
  inquiries: { destination: string; dossier_code: string; due_at: Date };
  reconciliation_runs: ReconciliationRunTable;
  reconciliation_queue: { run_id: string; dossier_code: string; due_at: Date; tries: number };
  reconciliation_pace: { only_one: Generated<boolean>; next_at: Date };
  reconciled_dossiers: { dossier_code: string; compared_at: Date };
  findings: FindingTable;
  changes: ChangeTable;
  change_batches: ChangeBatchTable;
  webhooks: WebhookTable;
  sessions: SessionTable;
  clients: ClientTable;
  /** One row, whose mark is another after every change of `clients`. */
  client_changes: { only_one: Generated<boolean>; mark: string };
  key_uses: { key_sha256: string; used_at: Date };
}

interface ClientTable {
  id: string;
  name: string;
  rights: ColumnType<readonly Right[], string, never>;
  /** Null: all. */
  agencies: ColumnType<readonly string[] | null, string | null, never>;
  code_units: ColumnType<readonly string[], string, never>;
  key_sha256: string;
  /** The key before, and until when it is taken as well; both null: none is. */
  previous_key_sha256: Generated<string | null>;
  previous_key_ends_at: Generated<Date | null>;
  created_at: Date;
  created_by: string;
  changed_at: Date;
  revoked_at: Generated<Date | null>;
}

interface SessionTable {
  id_sha256: string;
  client_id: string;
  key_sha256: string;
  started_at: Date;
  seen_at: Date;
  ends_at: Date;
}

interface ReconciliationRunTable {
  id: string;
  requested_by: string;
  /** The local day a nightly run belongs to; one run each. */
  night: string | null;
  started_at: Date;
  ended_at: Date | null;
  total: number;
  counts: ColumnType<Partial<Record<ComparisonResult, number>>, string, string>;
  /** Agencies it was begun within; null: all. */
  scope: ColumnType<readonly string[] | null, string | null, never>;
  /** Filled fields of what was sent, and how many of them the portal let one compare; sums over the run. */
  fields_sent: ColumnType<string, never, number>;
  fields_compared: ColumnType<string, never, number>;
}

interface FindingTable {
  id: string;
  dossier_code: string;
  kind: FindingKind;
  state: FindingState;
  fields: ColumnType<readonly string[], string, string>;
  fingerprint: string;
  run_id: string;
  found_at: Date;
  seen_at: Date;
  settled_at: Date | null;
  settled_by: string | null;
  reason: string | null;
}

interface TimestampTable {
  id: string;
  root: string;
  tree_size: number;
  stamped_at: Date;
  token: ColumnType<Uint8Array, Buffer, never>;
}

interface ApplicationTable {
  dossier_code: string;
  sector: string;
  call: string;
  procedure_code: string | null;
  submitted_on: string | null;
  record: unknown;
  files: unknown;
  content_sha256: string;
  revision: number;
  received_at: Date;
  changed_at: Date;
  signature: unknown;
  signed_body: ColumnType<Uint8Array | null, Buffer | null, Buffer | null>;
}

interface FeedbackTable {
  seq: Generated<string>;
  dossier_code: string;
  destination: string;
  at: Date;
  status: string;
  status_name: string;
  status_name_en: string;
  portal_status: number | null;
  note: string | null;
  supplement_due_on: string | null;
  result: unknown;
  final: boolean;
}

interface DossierTable {
  code: string;
  /** Who updates it; null: the next client of its agency. */
  client_id: string | null;
  sector: string;
  procedure_code: string;
  agency_code: string;
  applicant_name: string;
  status: number;
  revision: number;
  adapter_version: string;
  content: unknown;
  record: unknown;
  /** {@link PlacedReference}s: in their places in content and record only hashes stand; null: none, never an empty list. */
  large_values: Generated<unknown>;
  content_sha256: string;
  warnings: unknown;
  /** Who has to hear of the dossier and cannot be told; null: nobody, never an empty list. */
  not_told: unknown;
  sync_state: SyncState;
  /** The portal is known to hold the dossier. */
  portal_known: Generated<boolean>;
  received_at: Date | null;
  due_at: Date | null;
  lease_token: string | null;
  lease_until: Date | null;
  created_at: Date;
  changed_at: Date;
  /** When an operator gave its code back; null once it is pushed again. */
  released_at: Generated<Date | null>;
}

interface MessageTable {
  id: string;
  dossier_code: string;
  /** The agency it was planned under, where the dossier has moved since; null: the dossier's. */
  agency_code: Generated<string | null>;
  number: number;
  kind: MessageKind;
  destination: string;
  service: string;
  /** Canonical JSON text; where there is a hash of the whole beside it, with references in the place of large values. */
  payload: string;
  payload_sha256: Generated<string | null>;
  envelope_fields: unknown;
  entry_id: string | null;
  state: MessageState;
  /** Failures, for the back-off. How often it was sent is counted from `attempts` the table. */
  attempts: Generated<number>;
  spent: Generated<number>;
  due_at: Date;
  envelope_id: string | null;
  fault: Party | null;
  cause: string | null;
  last_message: string | null;
  last_message_en: string | null;
  created_at: Date;
  settled_at: Date | null;
}

interface EnvelopeTable {
  id: string;
  destination: string;
  service: string;
  is_updating: boolean | null;
  /** PostgreSQL gives a Buffer, the embedded database a plain Uint8Array. */
  body: ColumnType<Uint8Array, Buffer, never>;
  body_sha256: string;
  signature_profile: string;
  signature_header: string;
  signature_value: string;
  certificate_thumbprint: string;
  created_at: Date;
  /** The timestamp that covers it, and its place and path in that timestamp's hash tree. */
  timestamp_id: Generated<string | null>;
  timestamp_position: Generated<number | null>;
  /** Hashes beside the way up (hex), lowest first. */
  timestamp_path: Generated<unknown>;
}

interface AttemptTable {
  seq: Generated<string>;
  kind: "send" | "lookup";
  envelope_id: string | null;
  message_id: string | null;
  started_at: Date;
  ended_at: Date;
  outcome: string;
  party: Party | null;
  cause: string;
  message: string;
  message_en: string;
  http_status: number | null;
  error_code: string | null;
  excerpt: string | null;
  answer_sha256: string | null;
  issues: unknown;
  receipt: unknown;
  receipt_body: Uint8Array | null;
}

interface AuditTable {
  seq: Generated<string>;
  at: Date;
  actor: string;
  action: string;
  subject: string;
  detail: unknown;
}

interface IdempotencyTable {
  client_id: string;
  key: string;
  body_sha256: string;
  answer: string;
  created_at: Date;
}

interface ChangeTable {
  seq: Generated<string>;
  at: Date;
  kind: string;
  dossier_code: string;
  sector: string;
  agency_code: string;
  status: number;
  sync_state: SyncState;
  revision: number;
  detail: unknown;
}

/** Changes that became visible together; see `gather-changes.ts`. */
interface ChangeBatchTable {
  id: Generated<string>;
  /** Tells this batch from one of the same number in a history that was lost. */
  mark: string;
  made_at: Generated<Date>;
  size: number;
  /** An int8multirange, as text. */
  seqs: string;
}

interface WebhookTable {
  name: string;
  /** Places in the feed, opaque. */
  cursor: string;
  sending_to: string | null;
  disabled: Generated<boolean>;
  failures: Generated<number>;
  failing_since: Date | null;
  cause: string | null;
  http_status: number | null;
  next_try_at: Date;
  last_taken_at: Date | null;
  lease_token: string | null;
  lease_until: Date | null;
}
