/** How the pages write times, ages and numbers, for people who read Vietnamese. */

const NUMBER = new Intl.NumberFormat("vi-VN");

/** `12345` gives `12.345`. */
export function numberWords(value: number): string {
  return NUMBER.format(value);
}

/** A canonical time as `dd/MM HH:mm:ss`. */
export function shortTime(canonical: string): string {
  return `${canonical.slice(8, 10)}/${canonical.slice(5, 7)} ${clockTime(canonical)}`;
}

/** A canonical time as `dd/MM/yyyy HH:mm`. */
export function longTime(canonical: string): string {
  return `${canonical.slice(8, 10)}/${canonical.slice(5, 7)}/${canonical.slice(0, 4)} ${canonical.slice(11, 16)}`;
}

/** A canonical time as `HH:mm:ss`. */
export function clockTime(canonical: string): string {
  return canonical.slice(11, 19);
}

/** A length of time in its two largest units, e.g. `2 giờ 5 phút`. */
export function durationWords(seconds: number): string {
  const units = [
    [Math.floor(seconds / 86_400), "ngày"],
    [Math.floor(seconds / 3_600) % 24, "giờ"],
    [Math.floor(seconds / 60) % 60, "phút"],
    [Math.floor(seconds) % 60, "giây"],
  ] as const;
  const largest = units.findIndex(([count]) => count > 0);
  if (largest === -1) return "dưới 1 giây";
  return units
    .slice(largest, largest + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(" ");
}

/** The length of one attempt. */
export function millisecondsWords(milliseconds: number): string {
  return milliseconds < 1_000 ? `${milliseconds} ms` : `${(milliseconds / 1000).toFixed(1).replace(".", ",")} giây`;
}

/** When the queue will be empty, in plain words; `null` seconds mean that any number would be invented. */
export function etaWords(etaSeconds: number | null, reachable: boolean): string {
  if (etaSeconds === 0) return "Không còn gì phải chờ";
  if (etaSeconds !== null) return etaSeconds < 60 ? "Dưới 1 phút" : `Khoảng ${durationWords(roundUp(etaSeconds))}`;
  return reachable ? "Chưa đủ số liệu để ước lượng" : "Chờ Cổng hoạt động trở lại";
}

/** Nobody needs the seconds of an estimate. */
function roundUp(seconds: number): number {
  const step = seconds < 3_600 ? 60 : 300;
  return Math.ceil(seconds / step) * step;
}
