/** A message that waits for a person, and what that person is told. */
export interface Stop {
  readonly id: string;
  readonly dossierCode: string;
  /** Its place among the messages of its dossier. */
  readonly number: number;
  readonly kind: string;
  readonly state: string;
  readonly cause: string | null;
  readonly message: string | null;
  readonly messageEn: string | null;
}

/**
 * What a person is told to do. `look-first`: look at the portal, then send again or skip; `nothing`: nothing at all, which
 * of something that waits for a person is wrong.
 */
export type Advice = "push-again" | "replace" | "look-first" | "skip" | "retry" | "nothing";

/** In the order in which they are tried: a sentence may name several ways, and the first that is meant counts. */
const ADVICE: readonly (readonly [RegExp, Advice])[] = [
  [/\b(?:look|check|see)\b.*\bportal\b.*(?:re-?send|retry|send it again).*\bskip\b/is, "look-first"],
  [/\bpush\b.*\bagain\b|\bcorrect (?:it|the|what)\b/is, "push-again"],
  [/\breplace\b/i, "replace"],
  [/\bskip\b/i, "skip"],
  [/nothing to do|by itself/i, "nothing"],
  [/re-?send|retry|send (?:it )?again/i, "retry"],
];

const QUOTED = /“[^”—]+”|«[^»—]+»/;

export interface StopVerdict {
  /** Stops that do not tell a person why, in the portal's own words where it refused, or do not tell what to do. */
  readonly unreasoned: number;
  /** One sentence each, beginning with the dossier. */
  readonly violations: readonly string[];
}

/** Judges whether a person who reads why something stopped can act on it. */
export function checkStops(stops: readonly Stop[]): StopVerdict {
  const violations = stops.flatMap((stop) => {
    const wrong = complaint(stop);
    const { dossierCode, number, kind, state, cause, messageEn } = stop;
    const what = `${dossierCode}: message ${number} (${kind}) is ${state} (${cause ?? "no cause"})`;
    return wrong === null ? [] : [`${what} ${wrong}: ${messageEn ?? "(silence)"}`];
  });
  return { unreasoned: violations.length, violations };
}

/** What a person is told to do about a stop; null: nothing that can be understood. */
export function adviceOf({ messageEn }: Stop): Advice | null {
  return ADVICE.find(([words]) => words.test(messageEn ?? ""))?.[1] ?? null;
}

function complaint(stop: Stop): string | null {
  const { state, message, messageEn } = stop;
  if (message === null || message === "" || messageEn === null || messageEn === "") return "without a reason";
  if (state === "refused" && !QUOTED.test(message)) return "without the portal's own words";
  const advice = adviceOf(stop);
  if (advice === null) return "without advice";
  return advice === "nothing" ? "with nothing to do" : null;
}
