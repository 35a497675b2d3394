/**
 * Whether a value is what a document shows of it: `"…"` stands for any value, and a member named `…` says that an object
 * has more members than are shown. Everything else must be equal.
 */
export function isAsShown(shown: unknown, real: unknown): boolean {
  if (shown === "…") return real !== undefined;
  if (Array.isArray(shown)) {
    return Array.isArray(real) && shown.length === real.length && shown.every((item, at) => isAsShown(item, real[at]));
  }
  if (!isObject(shown)) return Object.is(shown, real);
  if (!isObject(real)) return false;
  const names = Object.keys(shown).filter((name) => name !== "…");
  const whole = "…" in shown || Object.keys(real).every((name) => name in shown);
  return whole && names.every((name) => isAsShown(shown[name], real[name]));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
