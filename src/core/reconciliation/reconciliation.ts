/**
 * Reconciliation compares what the gateway believes the portal holds with what the portal says it holds.
 *
 * Terminology: a *run* goes through many dossiers, one question each; a *finding* is a difference that waits for an
 * operator, until it is settled or a later comparison finds agreement.
 */
import type { Bilingual } from "#schemas/common/bilingual.ts";
import type { Issue } from "../dossier/issue.ts";
import type { PlacedReference } from "../message/content-reference.ts";
import type { DraftMessage } from "../message/message.ts";
import type { Reported } from "../message/plan-messages.ts";
import type { ActionTaken } from "../ports/message-actions.ts";
import type { Page, PageRequest } from "../ports/page.ts";
import type { Scope } from "../scope.ts";

/**
 * `missing`: it was delivered and the portal does not know it. `extra`: the portal holds it although its creation was never
 * confirmed to us. `different`: it holds other content than was last delivered.
 */
export type FindingKind = "missing" | "extra" | "different";

export const FINDING_KINDS: readonly FindingKind[] = ["missing", "extra", "different"];

/** `open` waits for a person; `agreed`: a later comparison found agreement. */
export type FindingState = "open" | "resent" | "dismissed" | "agreed";

export const FINDING_STATES: readonly FindingState[] = ["open", "resent", "dismissed", "agreed"];

/** What each kind of finding says to people. */
export const FINDING_TEXT: Readonly<Record<FindingKind, Bilingual>> = {
  missing: {
    vi: "Cổng không có hồ sơ này dù gateway đã ghi nhận gửi xong. Kiểm tra trên Cổng rồi gửi lại hoặc bỏ qua.",
    en: "It was delivered, yet the portal does not know it. Look at the portal, then resend or dismiss.",
  },
  extra: {
    vi: "Cổng đã có hồ sơ này dù gateway chưa từng được xác nhận. Gửi lại để cập nhật, hoặc bỏ qua nếu nội dung đã đúng.",
    en: "The portal holds it although its creation was never confirmed. Resend it as an update, or dismiss.",
  },
  different: {
    vi: "Cổng giữ nội dung khác lần gửi gần nhất. Gửi lại để cập nhật theo gateway, hoặc bỏ qua nếu Cổng đúng.",
    en: "The portal holds other content than was last delivered. Resend to overwrite it, or dismiss.",
  },
};

/**
 * How comparing one dossier ended. Besides the kinds of findings: `agrees` in every field we sent; `partly` agrees in
 * what the portal shows, which is not all of it; `overtaken` an older content of ours stands there, applied late, and the
 * newest is sent again; `dismissed` the same difference somebody
 * dismissed before; `undetermined` the portal holds it but shows no field to compare; `busy` messages are under way, so
 * it is left to a later run; `unanswered` the portal could not be asked.
 */
export type ComparisonResult =
  | FindingKind
  | "agrees"
  | "partly"
  | "overtaken"
  | "dismissed"
  | "undetermined"
  | "busy"
  | "unanswered";

export const COMPARISON_RESULTS: readonly ComparisonResult[] = [
  "agrees",
  "partly",
  ...FINDING_KINDS,
  "overtaken",
  "dismissed",
  "undetermined",
  "busy",
  "unanswered",
];

/** A run as the API shows it. Times are canonical strings in Asia/Ho_Chi_Minh. */
export interface RunView {
  readonly id: string;
  /** `worker` for the nightly one, {@link SECOND_LOOK} for those that follow a lost answer, else `operator:ID`. */
  readonly requestedBy: string;
  readonly startedAt: string;
  readonly endedAt: string | null;
  /** Dossiers it goes through. */
  readonly total: number;
  /** Dossiers it is through with. */
  readonly done: number;
  readonly counts: Readonly<Record<ComparisonResult, number>>;
  /** Of the dossiers the portal holds: how many filled fields we sent, and how many it let us compare. */
  readonly fields: FieldCoverage;
}

/** How much of what was sent could be compared. Counts of fields with something in them. */
export interface FieldCoverage {
  readonly sent: number;
  readonly compared: number;
}

/** Which dossiers a run goes through; only those the portal may hold something of. */
export type RunWindow =
  | { readonly kind: "one"; readonly dossierCode: string }
  | { readonly kind: "since"; readonly changedSince: Date }
  | {
      readonly kind: "due";
      /** Compared last before this, or never. */
      readonly comparedBefore: Date;
      /** The same for dossiers whose status is final. */
      readonly finalComparedBefore: Date;
      readonly changedSince: Date | null;
      readonly limit: number;
    };

/** Who asks for the comparison of a dossier that was sent again after a lost answer. */
export const SECOND_LOOK = "worker:second-look";

/** One dossier to ask the portal about. */
export interface ComparisonTask {
  readonly runId: string;
  readonly dossierCode: string;
  /** Questions that went unanswered in this run. */
  readonly tries: number;
  /** It was sent again after a lost answer: an older content of ours that overtook the newest is no finding but mended. */
  readonly isSecondLook: boolean;
  readonly expected: ExpectedState;
}

/** What the gateway believes of a dossier at the portal. */
export type ExpectedState =
  /** Messages for the portal are under way, or a worker holds it. */
  | { readonly kind: "busy" }
  /** The last dossier message the portal confirmed. */
  | { readonly kind: "delivered"; readonly messageId: string; readonly payload: string }
  /** There are dossier messages, none of them confirmed, all of them stopped. */
  | { readonly kind: "unconfirmed" }
  /** Nothing there to ask about (any more). */
  | { readonly kind: "nothing" };

/** What asking the portal brought. */
export interface Comparison {
  readonly result: Exclude<ComparisonResult, "dismissed">;
  /** Names of the portal's fields that differ; never their values. */
  readonly fields: readonly string[];
  /** Names of the fields that agree, so that a difference in them is known to be over. */
  readonly agreeing: readonly string[];
  readonly coverage: FieldCoverage;
  /** Tells one difference from the next about the same dossier, so that a dismissed one is not brought up again. */
  readonly fingerprint: string | null;
}

/** What became of a comparison when it was written down. */
export interface Concluded {
  readonly result: ComparisonResult;
  /** A finding that was not there before. */
  readonly opened: boolean;
  /** A finding that disappeared by itself. */
  readonly closed: boolean;
  /** Who has something to send because of it. */
  readonly destinations?: readonly string[];
}

/** A finding as operators see it. */
export interface Finding {
  readonly id: string;
  readonly dossierCode: string;
  readonly kind: FindingKind;
  readonly state: FindingState;
  readonly fields: readonly string[];
  readonly message: string;
  readonly messageEn: string;
  readonly foundAt: string;
  /** When it was last seen to be so. */
  readonly seenAt: string;
  readonly settledAt: string | null;
  readonly settledBy: string | null;
  readonly reason: string | null;
}

export interface FindingFilter {
  readonly state?: FindingState;
  readonly kind?: FindingKind;
  readonly agency?: string;
  readonly dossierCode?: string;
  /** Seen last by this run. */
  readonly run?: string;
}

/** Open findings by kind. */
export type FindingCounts = Readonly<Record<FindingKind, number>>;

/** Who settles a finding, and why. */
export interface SettledBy {
  readonly actor: string;
  readonly reason: string;
  readonly at: Date;
}

/** What {@link ReconciliationStore.resend} hands to the planner: the dossier as last pushed and what it was told before. */
export interface Resendable {
  readonly kind: FindingKind;
  readonly dossier: Readonly<Record<string, unknown>>;
  /** Where in the dossier only the hash of a value stands, which is kept aside. */
  readonly largeValues: readonly PlacedReference[];
  readonly reported: Reported;
}

export type ResendPlan =
  | { readonly ok: true; readonly drafts: readonly DraftMessage[] }
  | { readonly ok: false; readonly issues: readonly Issue[] };

/** How settling a finding ended; anything but `resent` and `dismissed` changed nothing. */
export type FindingSettlement =
  | { readonly outcome: "resent"; readonly dossierCode: string; readonly destinations: readonly string[] }
  | { readonly outcome: "dismissed"; readonly dossierCode: string }
  | { readonly outcome: "not-found" | "settled-already" | "busy" | "stopped" }
  | { readonly outcome: "invalid"; readonly issues: readonly Issue[] };

/** What reconciliation keeps. Everything it writes has its audit entry in the same transaction. */
export interface ReconciliationStore {
  /**
   * Plans a run. With a `night`, null when that night has its run already or the last night's is still going on.
   */
  begin(input: {
    readonly window: RunWindow;
    readonly scope: Scope;
    readonly actor: string;
    readonly night: string | null;
    readonly at: Date;
  }): Promise<RunView | null>;
  /** Null when there is none, or when it goes over agencies the reader may not see. */
  run(id: string, scope: Scope): Promise<RunView | null>;
  /**
   * Takes one dossier of a run for `holdMs`, at most one each `everyMs` over all processes; runs that somebody asked for
   * come before the nightly one. Otherwise how long there is nothing to do; null when that is not known.
   */
  claim(options: {
    readonly at: Date;
    readonly everyMs: number;
    readonly holdMs: number;
  }): Promise<ComparisonTask | { readonly waitMs: number | null }>;
  /** Leaves a dossier to a later claim. */
  putBack(task: ComparisonTask, options: { readonly dueAt: Date; readonly tries: number }): Promise<void>;
  /**
   * Writes down what a comparison brought, unless the dossier has moved meanwhile: then it is `busy`. Null when somebody
   * else was through with it before.
   */
  conclude(task: ComparisonTask, comparison: Comparison, at: Date): Promise<Concluded | null>;
  /** Contents of the dossier that went out to the portal before its last confirmed one; canonical JSON. */
  earlierContents(dossierCode: string): Promise<readonly string[]>;
  findings(filter: FindingFilter, page: PageRequest, scope: Scope): Promise<Page<Finding>>;
  counts(scope: Scope): Promise<FindingCounts>;
  /** Plans the dossier anew for the portal and settles the finding. */
  resend(
    id: string,
    scope: Scope,
    by: SettledBy,
    plan: (resendable: Resendable) => ResendPlan | Promise<ResendPlan>,
  ): Promise<FindingSettlement>;
  dismiss(id: string, scope: Scope, by: SettledBy): Promise<FindingSettlement>;
  /** Makes messages whose answer was lost due at once, so that the portal is asked now. */
  askUnknown(
    scope: Scope,
    limit: number,
    by: { readonly actor: string; readonly reason: string | null; readonly at: Date },
  ): Promise<ActionTaken>;
}
