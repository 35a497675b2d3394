const DAY_MS = 86_400_000;
const VIETNAM_OFFSET_MS = 7 * 3_600_000;
/** A gateway that was down at the hour makes up for it within this time, and not in the middle of the working day. */
const LATE_MS = 4 * 3_600_000;

/**
 * The night, as the local day (`YYYY-MM-DD`) it began on, whose hour has come and is not long past; null otherwise.
 *
 * @param nightlyAt local time `HH:mm` in Asia/Ho_Chi_Minh
 */
export function nightDue(nightlyAt: string, now: number): string | null {
  const [hours = 0, minutes = 0] = nightlyAt.split(":").map(Number);
  const local = now + VIETNAM_OFFSET_MS;
  const today = Math.floor(local / DAY_MS) * DAY_MS + (hours * 60 + minutes) * 60_000;
  const latest = today <= local ? today : today - DAY_MS;
  return local - latest < LATE_MS ? new Date(latest).toISOString().slice(0, 10) : null;
}
