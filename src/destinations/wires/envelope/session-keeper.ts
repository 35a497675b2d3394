import type { Outcome } from "#core/delivery/outcome.ts";
import { neverSetBack } from "#core/never-set-back.ts";
import type { Clock } from "#core/ports/ports.ts";

/** A session, or why there is none. */
export type Session = { readonly token: string } | { readonly failed: Outcome };

export interface SessionKeeperOptions {
  /** How long a session is used before logging in anew, in minutes. The portal states no lifetime; one-stop clients use 10. */
  readonly sessionMinutes: number;
  /** After refused credentials nobody logs in for this long, so that a wrong password does not get the account locked. */
  readonly pauseAfterRefusalMs: number;
  readonly clock: Clock;
  /** One login. Never rejects. */
  readonly login: () => Promise<Session>;
}

/** Keeps the one session of this process. */
export interface SessionKeeper {
  /** The current session. Callers that meet a login under way share it. */
  current(): Promise<Session>;
  /** Forgets `token` if it is still the current one; a newer one stays. */
  renounce(token: string): void;
}

/** Makes a {@link SessionKeeper} that holds nothing yet and logs in on first use. */
export function createSessionKeeper(options: SessionKeeperOptions): SessionKeeper {
  const { login } = options;
  const steady = neverSetBack(options.clock);
  let kept: { readonly token: string; readonly until: number } | undefined;
  let refused: { readonly failed: Outcome; readonly until: number } | undefined;
  let underWay: Promise<Session> | undefined;

  async function open(): Promise<Session> {
    const session = await login();
    if ("token" in session) {
      kept = { token: session.token, until: steady.now() + options.sessionMinutes * 60_000 };
    } else if (session.failed.cause === "login-refused") {
      refused = { failed: session.failed, until: steady.now() + options.pauseAfterRefusalMs };
    }
    return session;
  }

  return {
    async current() {
      const now = steady.now();
      if (kept !== undefined && now < kept.until) return { token: kept.token };
      if (refused !== undefined && now < refused.until) {
        return { failed: { ...refused.failed, retryAfterMs: refused.until - now } };
      }
      underWay ??= open().finally(() => {
        underWay = undefined;
      });
      return underWay;
    },
    renounce(token) {
      if (kept?.token === token) kept = undefined;
    },
  };
}
