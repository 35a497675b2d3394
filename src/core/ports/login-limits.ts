/** How long a login at the console lasts, and how often one may fail within ten minutes. */
export interface LoginLimits {
  /** Longest a login lasts, milliseconds. */
  readonly sessionMs: number;
  /** Longest it lasts without a page being opened, milliseconds. */
  readonly idleMs: number;
  /** Logins for one account that may fail from one address; more are answered 429. */
  readonly loginFailures: number;
  /** The same for all accounts together. */
  readonly loginFailuresPerAddress: number;
}

export const DEFAULT_LOGIN_LIMITS: LoginLimits = {
  sessionMs: 8 * 3_600_000,
  idleMs: 30 * 60_000,
  loginFailures: 10,
  loginFailuresPerAddress: 30,
};
