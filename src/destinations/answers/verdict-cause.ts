import type { WireCause } from "#core/delivery/causes.ts";
import type { AnswerPattern, ReadAnswer } from "#core/sector/answer-pattern.ts";
import { isSuccess } from "#schemas/portal/answer.ts";
import type { AnswerRules } from "./answer-rules.ts";

/** What has to be known to read a verdict. */
export interface VerdictContext {
  /** Service that was called, where known; ministries' systems behind the same door word some things their own way. */
  readonly service?: string | undefined;
  readonly rules: AnswerRules;
}

/** Writing services of the national portal itself that all sectors use. */
const OWN_SERVICES = new Set(["DongBoHoSoMC", "CapNhatTienDoHoSoMC"]);

/** What a sector knows of how the called service words its answers. */
export function patternOf({ service, rules }: VerdictContext): AnswerPattern | undefined {
  return service === undefined ? undefined : rules.patterns.find(({ services }) => services.includes(service));
}

/** What the sentence beside a yes means where it speaks of the session, of a state of the portal, or of a dossier it has not. */
export function wordsBesideYes(read: ReadAnswer, context: VerdictContext): WireCause {
  // A code that says no and, of all of them, is surely none of a session's: the words alone are read.
  const rules = { ...context.rules, sessionCodes: [] };
  const said = causeOfVerdict({ ...read, error_code: "-1" }, { ...context, rules });
  return BESIDE_YES.has(said) ? said : "accepted";
}

const BESIDE_YES: ReadonlySet<WireCause> = new Set([
  "session-refused",
  "dossier-unknown",
  "maintenance-words",
  "access-denied",
  "already-exists",
]);

/** What a code with its message means, of the whole call or of one of its items. */
export function causeOfVerdict({ error_code: code, message, fault }: ReadAnswer, context: VerdictContext): WireCause {
  const { rules, service } = context;
  const { phrases } = rules;
  const pattern = patternOf(context);
  const text = message.normalize("NFC");
  const isExcepted = phrases.except(text);
  const isMinistry = service !== undefined && !OWN_SERVICES.has(service);
  const saysExists = !isExcepted && phrases.alreadyExists(text);
  if (saysExists && !isMinistry) return "already-exists";
  if (isSuccess({ error_code: code })) return "accepted";
  if (fault != null) return fault;
  if (rules.sessionCodes.includes(code)) return "session-refused";
  if (pattern?.unavailable !== undefined && matches(pattern.unavailable, text)) return "maintenance";
  if (isMinistry) {
    const received = pattern?.received === undefined ? phrases.received : matcherOfPattern(pattern.received);
    const kept = pattern?.notUpdatable === undefined ? phrases.notUpdatable : matcherOfPattern(pattern.notUpdatable);
    if (received(text)) return kept(text) ? "received-not-updatable" : "already-received";
    if (saysExists) return "already-exists";
  }
  if (isExcepted) return "error-code";
  if (phrases.session(text)) return "session-refused";
  if (phrases.unknownDossier(text)) return "dossier-unknown";
  if (phrases.maintenance(text)) return "maintenance-words";
  return phrases.access(text) ? "access-denied" : "error-code";
}

/** Whether a refusal without a cause of its own says nothing of what was sent. */
export function isUnclear({ message }: Pick<ReadAnswer, "message">, { phrases }: AnswerRules): boolean {
  const text = message.trim();
  return text === "" || phrases.unclear(text);
}

function matcherOfPattern(pattern: RegExp | null): (text: string) => boolean {
  return pattern === null ? () => false : (text) => matches(pattern, text);
}

/** A pattern given with the flag `g` would remember where it stopped; `search` does not. */
function matches(pattern: RegExp, text: string): boolean {
  return text.search(pattern) !== -1;
}
