import type { JsonObject } from "#core/message/message.ts";
import type { SessionDesk } from "./desks/session-desk.ts";
import { inWordsOf } from "./desks/sector-desks.ts";
import { allOrNothing, toAnswer, type Examined, type Taken, type WriteDesk } from "./desks/write-desk.ts";
import type { Ledger } from "./ledger.ts";
import { refusedWith, type DeskAnswer, type ReadDesk } from "./portal-answer.ts";
import type { PortalProfile } from "./profile.ts";
import { DROP, jsonReply, type Reply } from "./reply.ts";
import type { SignatureVerdict } from "./signature-check.ts";
import type { HooksInForce, SeenCall } from "./variants/hooks.ts";
import type { Clock } from "#core/ports/ports.ts";
import type { Wait } from "./wire.ts";

/** A call as it comes to the desks. */
export interface ArrivedCall {
  readonly seen: SeenCall;
  readonly body: JsonObject;
  readonly requestId: string | null;
  readonly signature: SignatureVerdict;
}

interface HandlingParts {
  readonly clock: Clock;
  readonly profile: PortalProfile;
  readonly variant: HooksInForce;
  readonly ledger: Ledger;
  readonly sessions: SessionDesk;
  readonly reads: Readonly<Record<string, ReadDesk>>;
  readonly writes: Readonly<Record<string, WriteDesk>>;
  /** Takes every service that is neither a read nor a write of the portal's own. */
  readonly sector: WriteDesk;
  readonly wait: Wait;
}

type CodesAs = PortalProfile["errorCodesAs"];

/** What the portal does with a call that no fault keeps from it: session, unit, signature and the desk of the service. */
export class CallHandling {
  readonly #parts: HandlingParts;
  #late = new AbortController();

  constructor(parts: HandlingParts) {
    this.#parts = parts;
  }

  /** Answers a login. */
  login(seen: SeenCall, body: JsonObject, codesAs?: CodesAs): Reply {
    const { sessions, variant } = this.#parts;
    const instead = variant.hooks.intercept?.(seen) ?? null;
    return instead ?? this.#say(sessions.login(body["username"], body["password"]), seen, codesAs);
  }

  /** Answers a call. Without any waiting inside, so that it is applied as a whole before the next is looked at. */
  handle(call: ArrivedCall, codesAs?: CodesAs): Reply {
    const { profile, sessions, variant } = this.#parts;
    const { seen, body, signature } = call;
    const say = (answer: DeskAnswer): Reply => this.#say(answer, seen, codesAs);
    const instead = variant.hooks.intercept?.(seen) ?? null;
    if (instead !== null) return instead;
    const account = sessions.use(body["session"]);
    if (account === null) return this.refuseSession(seen);
    if (body["madonvi"] !== account.unitCode) {
      return say(refusedWith(profile.failureCode, "Mã đơn vị (madonvi) không khớp với tài khoản"));
    }
    if (seen.service === "") return say(refusedWith(profile.failureCode, "Thiếu tên dịch vụ (service)"));
    const read = this.#parts.reads[seen.service];
    if (read !== undefined && seen.effect === "read") return say(read({ service: seen.service, body }));
    if (profile.requireSignature && !signature.valid) {
      return say(refusedWith(profile.failureCode, `Chữ ký số không hợp lệ (${signature.reason ?? "missing"})`));
    }
    const delay = variant.hooks.postpone?.(seen) ?? null;
    if (delay === null) return say(this.#write(call));
    void this.#writeLate(call, delay);
    return DROP;
  }

  /** What a call without a good session gets. */
  refuseSession(seen: SeenCall): Reply {
    const { sessions, variant } = this.#parts;
    return variant.hooks.sessionRefusal?.() ?? this.#say(sessions.refusal(), seen);
  }

  /** Forgets what was still to be applied. */
  clear(): void {
    this.#late.abort();
    this.#late = new AbortController();
  }

  #write(call: ArrivedCall): DeskAnswer {
    const { variant, clock } = this.#parts;
    const { hooks } = variant;
    const examined = this.#examine(call);
    const { answer, applied } = this.#judge(examined, call.seen);
    const at = clock.now();
    for (const item of applied) {
      item.store(at);
      this.#enter(item, call, at);
    }
    if (applied.length > 0) hooks.applied?.(call.seen);
    return inWordsOf(examined, answer);
  }

  #judge({ outcome }: Examined, seen: SeenCall): Taken {
    const { hooks } = this.#parts.variant;
    if ("refused" in outcome)
      return { answer: toAnswer(hooks.word?.(outcome.refused, seen) ?? outcome.refused), applied: [] };
    const items = outcome.items.map((item) => {
      const refusal = hooks.judge === undefined ? item.refusal : hooks.judge(item, seen);
      return { ...item, refusal: refusal === null ? null : (hooks.word?.(refusal, seen) ?? refusal) };
    });
    return (hooks.take ?? allOrNothing)(items, outcome.yes);
  }

  /** Applies a call whose connection was cut, over whatever came since. */
  async #writeLate(call: ArrivedCall, delay: number): Promise<void> {
    const { signal } = this.#late;
    const { outcome } = this.#examine(call);
    await this.#parts.wait(delay, signal);
    if (signal.aborted || "refused" in outcome) return;
    const at = this.#parts.clock.now();
    for (const item of outcome.items) {
      item.store(at);
      this.#enter(item, call, at, true);
    }
  }

  #examine({ seen: { service }, body }: ArrivedCall): Examined {
    const { writes, sector } = this.#parts;
    const desk = Object.hasOwn(writes, service) ? (writes[service] ?? sector) : sector;
    return desk({ service, body });
  }

  #enter(...[item, call, at, late]: [Parameters<Ledger["append"]>[0], ArrivedCall, number, true?]): void {
    const { seen, requestId, signature } = call;
    this.#parts.ledger.append(item, { service: seen.service, requestId, signature, ...(late && { late }) }, at);
  }

  #say(answer: DeskAnswer, seen: SeenCall, codesAs: CodesAs = this.#parts.profile.errorCodesAs): Reply {
    const { hooks } = this.#parts.variant;
    const reply = jsonReply(hooks.answer?.(answer, seen) ?? answer, codesAs);
    return hooks.dress?.(reply, seen) ?? reply;
  }
}
