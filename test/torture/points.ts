/**
 * Loaded into a gateway's process before everything else (`--import`). Counts each time it touches the outside: every
 * statement to PostgreSQL before it goes and after it came back, and each step of every request to the portal. On demand
 * the process writes the points down, or ends or stands still at one of them. Nothing of the gateway itself is changed.
 */
import { subscribe } from "node:diagnostics_channel";
import { appendFileSync } from "node:fs";
import pg from "pg";
import type { PointPlan } from "./point-plan.ts";

const plan = JSON.parse(process.env["TORTURE_POINTS"] ?? "{}") as PointPlan;
let left = plan.strike?.nth ?? 0;
/** Points count from the moment the gateway says that it runs. */
let armed = false;

const write = process.stdout.write.bind(process.stdout);
process.stdout.write = ((...said: Parameters<typeof write>) => {
  armed = true;
  return write(...said);
}) as typeof write;

function pass(point: string): void {
  if (!armed) return;
  if (plan.record !== undefined) appendFileSync(plan.record, `${point}\n`);
  if (plan.strike?.point !== point) return;
  left -= 1;
  // The system acts on it before this call returns.
  if (left === 0) process.kill(process.pid, plan.strike.signal);
}

/** What a statement does, without its values. */
function nameOf(query: unknown): string {
  const text = typeof query === "object" && query !== null && "text" in query ? query.text : query;
  const words = typeof text === "string" ? text : "statement";
  return words.replaceAll(/\s+/g, " ").trim().slice(0, 70);
}

type Query = (this: pg.Client, ...given: unknown[]) => unknown;
const prototype = pg.Client.prototype as unknown as { query: Query };
const original = prototype.query;
prototype.query = function query(...given) {
  const name = nameOf(given[0]);
  pass(`before ${name}`);
  const last = given.at(-1);
  if (typeof last === "function") {
    const answered = (...answer: unknown[]): unknown => {
      pass(`after ${name}`);
      return Reflect.apply(last, undefined, answer) as unknown;
    };
    return original.apply(this, [...given.slice(0, -1), answered]);
  }
  const result = original.apply(this, given);
  if (!(result instanceof Promise)) return result;
  return result.then((answer: unknown) => {
    pass(`after ${name}`);
    return answer;
  });
};

/** undici tells these to whoever listens, in the same turn. */
const STEPS = ["request:create", "client:sendHeaders", "request:bodySent", "request:headers", "request:trailers"];
for (const step of STEPS) {
  subscribe(`undici:${step}`, (message) => {
    const { path } = (message as { readonly request: { readonly path?: string } }).request;
    const call = path?.includes("mapi/login") === true ? "login" : "call";
    pass(`portal ${call} ${step}`);
  });
}
