import type { StoredPayload } from "../message/content-reference.ts";
import type { MessageKind } from "../message/message.ts";
import type { Scope } from "../scope.ts";
import type { MessageFilter } from "./status-reads.ts";

/** Who does something to a message, when and why. */
export interface ReasonedAction {
  readonly actor: string;
  readonly reason: string;
  readonly at: Date;
}

/** A message that waits for a person. */
export interface StoppedMessage {
  readonly dossierCode: string;
  readonly kind: MessageKind;
  readonly service: string;
  /** Canonical JSON, with references in the place of what is kept aside. */
  readonly payload: string;
}

/** What an action came to. */
export interface ActionTaken {
  /** How many messages it changed. */
  readonly messages: number;
  /** Destinations that have something to do at once because of it. */
  readonly destinations: readonly string[];
}

/**
 * What operators do to messages. Each writes its audit entry in the same transaction, and leaves messages alone that are
 * not parked or refused.
 */
export interface MessageActions {
  /** Puts messages back to waiting and wakes their dossiers. */
  retry(
    ids: readonly string[],
    by: { readonly actor: string; readonly reason: string | null; readonly at: Date },
  ): Promise<ActionTaken>;
  /** Lets a message go undelivered, so that those behind it can follow. */
  skip(id: string, by: ReasonedAction): Promise<ActionTaken>;
  /**
   * Puts other content into a message and sends it.
   * @param payload its contents are kept by now
   */
  replace(id: string, payload: StoredPayload, by: ReasonedAction): Promise<ActionTaken>;
  /** The message as an operator acts on it; null when there is none, or of a dossier the reader may not see. */
  stopped(id: string, scope: Scope): Promise<StoppedMessage | null>;
  /** Those of the ids whose dossiers the reader may see. */
  visible(ids: readonly string[], scope: Scope): Promise<readonly string[]>;
  /** Ids of the messages a filter finds, for a bulk retry or its preview. */
  matching(filter: MessageFilter, limit: number, scope: Scope): Promise<readonly string[]>;
}
