/** Days before the end at which a certificate becomes more urgent. */
export const expiryThresholds = [60, 30, 7] as const;

/** How urgent the renewal of a certificate is. */
export interface ExpiryAlert {
  readonly level: "none" | "notice" | "warning" | "critical" | "expired";
  /** Whole days left, rounded down; negative once it has expired. */
  readonly daysLeft: number;
}

const dayMs = 24 * 60 * 60 * 1000;

/**
 * How urgent it is to renew a certificate: `notice` within 60 days of its end, `warning` within 30, `critical` within 7,
 * `expired` after it. The last moment of the validity still counts as inside (RFC 5280, section 4.1.2.5).
 */
export function expiryAlert(notAfter: Date, now: Date): ExpiryAlert {
  const left = notAfter.getTime() - now.getTime();
  const daysLeft = Math.floor(left / dayMs);
  if (left < 0) return { level: "expired", daysLeft };
  const [notice, warning, critical] = expiryThresholds.map((days) => left <= days * dayMs);
  if (critical === true) return { level: "critical", daysLeft };
  if (warning === true) return { level: "warning", daysLeft };
  return { level: notice === true ? "notice" : "none", daysLeft };
}
