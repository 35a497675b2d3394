import { canonicalJson } from "#core/message/canonical-json.ts";
import type { JsonObject, JsonValue } from "#core/message/message.ts";

/** What a portal holds of a dossier, or has to. */
export interface Contents {
  readonly record: JsonObject | null;
  readonly progress: readonly JsonObject[];
  /** Messages of ministries, without their places. */
  readonly sector: readonly JsonObject[];
}

/** What the gateway says, what was promised, and what is there. */
export interface ContentBooks {
  /** Dossiers the gateway calls in sync. */
  readonly inSync: ReadonlySet<string>;
  /** By dossier code: what its last accepted push maps to. */
  readonly expected: ReadonlyMap<string, Contents>;
  readonly held: (dossierCode: string) => Contents | null;
}

export interface ContentVerdict {
  /** Dossiers called in sync that are not. */
  readonly falseInSync: number;
  /** One sentence each, beginning with the dossier. */
  readonly violations: readonly string[];
}

/**
 * Takes the gateway at its word: of each dossier it calls in sync the portal must hold the record, field by field, every
 * progress line and every message of a ministry that the last accepted push stands for.
 */
export function checkContents({ inSync, expected, held }: ContentBooks): ContentVerdict {
  const violations = [...expected].flatMap(([code, wanted]) => {
    if (!inSync.has(code)) return [];
    const wrong = differences(wanted, held(code));
    return wrong.length === 0 ? [] : [`${code} is called in sync, and the portal ${wrong.slice(0, 4).join(", ")}`];
  });
  return { falseInSync: violations.length, violations };
}

function differences(wanted: Contents, held: Contents | null): string[] {
  if (held === null) return ["does not know it"];
  return [
    ...recordDifferences(wanted.record, held.record),
    ...missing("progress line", wanted.progress, held.progress),
    ...missing("message of a ministry", wanted.sector, held.sector),
  ];
}

function recordDifferences(wanted: JsonObject | null, held: JsonObject | null): string[] {
  if (wanted === null) return [];
  if (held === null) return ["has no record"];
  const keys = new Set([...Object.keys(wanted), ...Object.keys(held)]);
  return [...keys]
    .filter((key) => shown(wanted[key]) !== shown(held[key]))
    .map((key) => `holds ${key} ${shown(held[key])} instead of ${shown(wanted[key])}`);
}

function missing(what: string, wanted: readonly JsonObject[], held: readonly JsonObject[]): string[] {
  const there = new Set(held.map(canonicalJson));
  const lacking = wanted.filter((item) => !there.has(canonicalJson(item)));
  return lacking.length === 0 ? [] : [`lacks ${lacking.length} × ${what}`];
}

function shown(value: JsonValue | undefined): string {
  return value === undefined ? "nothing" : canonicalJson(value).slice(0, 60);
}
