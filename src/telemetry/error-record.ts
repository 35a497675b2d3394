import { fileURLToPath } from "node:url";
import { Fault } from "#core/fault.ts";
import { hasPlainMessage } from "#core/plain-message.ts";

/** What a log line says of an error: enough to find the place, and nothing that anybody sent. */
export interface ErrorRecord {
  /** Its class. */
  readonly name: string;
  /** Stable code, as far as it has one that looks like one. */
  readonly code?: string;
  /** Only where the words are ours. */
  readonly message?: string;
  /** Where it was thrown: our own files and lines, the innermost first. Absent for a {@link Fault}, whose words say it. */
  readonly at?: readonly string[];
  /** What a system or database error is about, by the names it gives these things. */
  readonly about?: Readonly<Record<string, string | number>>;
  readonly cause?: ErrorRecord;
}

/** Folder of the project, with the slash at its end. */
const PROJECT = fileURLToPath(new URL("../../", import.meta.url));
const MOST_PLACES = 8;
const MOST_CAUSES = 5;
const PLACE = /^(?:src|adapters|schemas)\/[\w./-]+\.ts:\d+$/;

/**
 * Facts of Node's and PostgreSQL's errors in which no value of ours stands: names from the schema, and where a connection
 * was to go. What is left out, `message`, `detail`, `hint`, `where`, `parameters`, quotes what was written.
 */
const FACTS = [
  "syscall",
  "hostname",
  "address",
  "port",
  "severity",
  "schema",
  "table",
  "column",
  "constraint",
  "routine",
] as const;
const FACT = /^[\w .:-]{1,80}$/;

/**
 * Tells of an error by its class, code and place. Its message stays out, unless the words are ours: what libraries and the
 * database say of a failure quotes what failed, and that is somebody's dossier.
 */
export function recordError(error: unknown, depth = 0): ErrorRecord {
  if (!(error instanceof Error)) return { name: error === null ? "null" : typeof error };
  const own = error instanceof Fault ? { message: error.en } : hasPlainMessage(error) ? { message: error.message } : {};
  const places = error instanceof Fault ? [] : placesOf(error);
  const about = aboutOf(error);
  return {
    name: nameOf(error),
    ...codeOf(error),
    ...own,
    ...(places.length > 0 && { at: places }),
    ...(Object.keys(about).length > 0 && { about }),
    ...(error.cause !== undefined && depth < MOST_CAUSES && { cause: recordError(error.cause, depth + 1) }),
  };
}

/** A name is set by whoever throws; one that is no name may be anything. */
function nameOf(error: Error): string {
  return /^[A-Za-z]\w{0,60}$/.test(error.name) ? error.name : "Error";
}

/** `ECONNRESET`, `23505`, `lease-lost`: words and numbers as codes are made of, and no longer than they are. */
function codeOf(error: Error): { readonly code?: string } {
  const code = "code" in error ? String(error.code) : "";
  return /^(?:[A-Z][A-Z\d_]{1,60}|[A-Z\d]{5}|[a-z]+(?:-[a-z]+){0,8})$/.test(code) ? { code } : {};
}

/** File and line of the frames that are ours. The message stands in the stack as well, and is cut off first. */
function placesOf({ stack = "", message }: Error): string[] {
  const start = stack.indexOf(message);
  const frames = start === -1 ? stack : stack.slice(start + message.length);
  return frames
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .map((line) => /(?:file:\/\/)?(\/[^\s()]+:\d+):\d+\)?$/.exec(line)?.[1] ?? "")
    .filter((place) => place.startsWith(PROJECT))
    .map((place) => place.slice(PROJECT.length))
    .filter((place) => PLACE.test(place))
    .slice(0, MOST_PLACES);
}

function aboutOf(error: Error): Record<string, string | number> {
  const facts = error as Partial<Record<(typeof FACTS)[number], unknown>>;
  const told = FACTS.map((name) => [name, facts[name]] as const).filter(
    (fact): fact is readonly [(typeof FACTS)[number], string | number] =>
      (typeof fact[1] === "string" && FACT.test(fact[1])) || typeof fact[1] === "number",
  );
  return Object.fromEntries(told);
}
