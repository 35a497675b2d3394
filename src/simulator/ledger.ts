import { createHash } from "node:crypto";
import { canonicalJson } from "#core/message/canonical-json.ts";
import type { Clock } from "#core/ports/ports.ts";
import type { AppliedItem } from "./portal-answer.ts";
import type { SignatureVerdict } from "./signature-check.ts";

/** One element the portal applied. A refused, lost or undelivered element leaves no line. */
export interface LedgerLine {
  /** From 1, without gaps; starts again when the ledger is emptied. */
  readonly seq: number;
  /** When it was applied, ISO 8601 in UTC. */
  readonly at: string;
  readonly service: string;
  /** Null for services that do not know create and update. */
  readonly isUpdating: boolean | null;
  readonly dossierCode: string;
  /** SHA-256 (hex) of the element as canonical JSON: keys sorted, no white space, UTF-8. */
  readonly itemSha256: string;
  /** `X-Request-Id` of the call, null when it had none. */
  readonly requestId: string | null;
  readonly signature: SignatureVerdict;
  /** Status code inside the element, so that order can be judged without looking the element up. */
  readonly status: string | null;
  /** The variant `late-apply` applied it long after it had cut the call's connection. */
  readonly late?: true;
  /** When a restored backup took it back, ISO 8601 in UTC: the portal holds it no more. */
  readonly undoneAt?: string;
}

/** The append-only list of what the portal applied: the truth against which "exactly once" and "in order" are judged. */
export class Ledger {
  readonly #clock: Clock;
  #lines: LedgerLine[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @param at milliseconds: when the records were changed */
  append(
    applied: AppliedItem,
    call: Pick<LedgerLine, "service" | "requestId" | "signature" | "late">,
    at = this.#clock.now(),
  ): void {
    this.#lines.push({
      seq: this.#lines.length + 1,
      at: new Date(at).toISOString(),
      service: call.service,
      isUpdating: applied.isUpdating,
      dossierCode: applied.dossierCode,
      itemSha256: createHash("sha256").update(canonicalJson(applied.item)).digest("hex"),
      requestId: call.requestId,
      signature: call.signature,
      status: applied.status,
      ...(call.late === true && { late: true }),
    });
  }

  /** Marks what was applied after a moment (milliseconds) as taken back. The lines stay: they did happen. */
  markUndone(moment: number): number {
    const undoneAt = new Date(this.#clock.now()).toISOString();
    let marked = 0;
    this.#lines = this.#lines.map((line) => {
      if (line.undoneAt !== undefined || Date.parse(line.at) <= moment) return line;
      marked += 1;
      return { ...line, undoneAt };
    });
    return marked;
  }

  lines(): readonly LedgerLine[] {
    return this.#lines;
  }

  clear(): void {
    this.#lines = [];
  }
}
