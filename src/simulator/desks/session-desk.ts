import type { Clock, Random } from "#core/ports/ports.ts";
import type { PortalAccount } from "../demo-account.ts";
import { granted, refusedWith, type DeskAnswer } from "../portal-answer.ts";
import type { PortalProfile } from "../profile.ts";
import type { HooksInForce } from "../variants/hooks.ts";

interface Session {
  readonly account: PortalAccount;
  readonly openedAt: number;
  readonly expiresAt: number;
  uses: number;
}

/** Gives out sessions (`mapi/login`) and knows which still hold. A login leaves earlier sessions alone. */
export class SessionDesk {
  readonly #sessions = new Map<string, Session>();
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #accounts: readonly PortalAccount[];
  readonly #profile: PortalProfile;
  readonly #variant: HooksInForce;
  /** The newest session of an account, by its name. */
  readonly #newest = new Map<string, string>();

  constructor(parts: {
    clock: Clock;
    random: Random;
    accounts: readonly PortalAccount[];
    profile: PortalProfile;
    variant: HooksInForce;
  }) {
    this.#clock = parts.clock;
    this.#random = parts.random;
    this.#accounts = parts.accounts;
    this.#profile = parts.profile;
    this.#variant = parts.variant;
  }

  /** Answers a login; `session` is there only when it succeeded. */
  login(username: unknown, password: unknown): DeskAnswer {
    const account = this.#accounts.find((known) => known.username === username && known.password === password);
    if (account === undefined) return refusedWith(this.#profile.failureCode, "Sai tên đăng nhập hoặc mật khẩu");
    const { errorCode, message } = granted("Đăng nhập thành công");
    return { errorCode, message, session: this.open(account) };
  }

  /** A new session for an account that has shown who it is. */
  open(account: PortalAccount): string {
    this.#forgetExpired();
    const session = this.#random.uuid();
    const openedAt = this.#clock.now();
    const expiresAt = openedAt + this.#profile.sessionMinutes * 60_000;
    this.#sessions.set(session, { account, openedAt, expiresAt, uses: 0 });
    this.#newest.set(account.username, session);
    return session;
  }

  /** Opens a session for a unit, as a provincial wrapper does that logs in by itself. Null for an unknown unit. */
  openForUnit(unitCode: string): string | null {
    const account = this.#accounts.find((known) => known.unitCode === unitCode);
    return account === undefined ? null : this.open(account);
  }

  /** The account behind a session, or null when it is unknown or over. */
  accountOf(token: unknown): PortalAccount | null {
    return this.#holding(token)?.account ?? null;
  }

  /** {@link accountOf}, for a call that is made in the session and counts. */
  use(token: unknown): PortalAccount | null {
    const session = this.#holding(token);
    if (session === null) return null;
    session.uses += 1;
    return session.account;
  }

  /** Ends a session before its time. */
  end(token: unknown): void {
    if (typeof token === "string") this.#sessions.delete(token);
  }

  /** What a call without a good session hears. Only the text is sure; the code is a setting of the profile. */
  refusal(): DeskAnswer {
    return refusedWith(this.#profile.sessionRefusedCode, "Phiên làm việc không hợp lệ hoặc đã hết hạn");
  }

  clear(): void {
    this.#sessions.clear();
    this.#newest.clear();
  }

  #holding(token: unknown): Session | null {
    const session = typeof token === "string" ? this.#sessions.get(token) : undefined;
    const now = this.#clock.now();
    if (session === undefined || now >= session.expiresAt) return null;
    const { uses, openedAt, account } = session;
    const isNewest = this.#newest.get(account.username) === token;
    const holds = this.#variant.hooks.sessionHolds?.({ uses, ageMs: now - openedAt, isNewest }) ?? true;
    return holds ? session : null;
  }

  #forgetExpired(): void {
    const now = this.#clock.now();
    for (const [token, { expiresAt }] of this.#sessions) if (expiresAt <= now) this.#sessions.delete(token);
  }
}
