import type { Clock, Random } from "#core/ports/ports.ts";
import type { PortalAccount } from "../demo-account.ts";
import { granted, refusedWith, type DeskAnswer } from "../portal-answer.ts";
import type { PortalProfile } from "../profile.ts";

interface Session {
  readonly account: PortalAccount;
  readonly expiresAt: number;
}

/** Gives out sessions (`mapi/login`) and knows which still hold. A login leaves earlier sessions alone. */
export class SessionDesk {
  readonly #sessions = new Map<string, Session>();
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #accounts: readonly PortalAccount[];
  readonly #profile: PortalProfile;

  constructor(parts: { clock: Clock; random: Random; accounts: readonly PortalAccount[]; profile: PortalProfile }) {
    this.#clock = parts.clock;
    this.#random = parts.random;
    this.#accounts = parts.accounts;
    this.#profile = parts.profile;
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
    this.#sessions.set(session, { account, expiresAt: this.#clock.now() + this.#profile.sessionMinutes * 60_000 });
    return session;
  }

  /** Opens a session for a unit, as a provincial wrapper does that logs in by itself. Null for an unknown unit. */
  openForUnit(unitCode: string): string | null {
    const account = this.#accounts.find((known) => known.unitCode === unitCode);
    return account === undefined ? null : this.open(account);
  }

  /** The account behind a session, or null when it is unknown or over. */
  accountOf(token: unknown): PortalAccount | null {
    const session = typeof token === "string" ? this.#sessions.get(token) : undefined;
    return session !== undefined && this.#clock.now() < session.expiresAt ? session.account : null;
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
  }

  #forgetExpired(): void {
    const now = this.#clock.now();
    for (const [token, { expiresAt }] of this.#sessions) if (expiresAt <= now) this.#sessions.delete(token);
  }
}
