import { isDatabaseAway } from "#core/fault.ts";
import type { Acceptance } from "../flow/accept.ts";
import { problemOfAcceptance } from "./acceptance-problem.ts";
import { problem, type Problem } from "./problem.ts";

/** One item of a batch: what was parsed, or why it could not be. */
export type PushedItem =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly problem: Problem };

/** The outcome of one item, as the contract words it. */
export interface ItemResult {
  readonly index: number;
  readonly dossierCode: string | null;
  readonly outcome: "accepted" | "unchanged" | "rejected";
  readonly problem?: Problem;
}

/** Items in the works at once: enough to keep the database busy, few enough to keep memory flat. */
const WINDOW = 16;

/**
 * Accepts items side by side and gives their results in the order they came. Items of one dossier are taken one after
 * the other, as they stand in the batch.
 */
export async function* acceptInOrder(
  items: Iterable<PushedItem> | AsyncIterable<PushedItem>,
  accept: (value: unknown) => Promise<Acceptance>,
): AsyncGenerator<ItemResult> {
  const window: Promise<ItemResult>[] = [];
  const lastOfDossier = new Map<string, Promise<unknown>>();
  let index = 0;
  for await (const item of items) {
    window.push(start(index, item));
    index += 1;
    const oldest = window.length >= WINDOW ? window.shift() : undefined;
    if (oldest !== undefined) yield await oldest;
  }
  for (const result of window) yield await result;

  function start(at: number, item: PushedItem): Promise<ItemResult> {
    if (!item.ok) return Promise.resolve({ index: at, dossierCode: null, outcome: "rejected", problem: item.problem });
    const code = codeOf(item.value);
    const before = code === null ? undefined : lastOfDossier.get(code);
    const result = (before ?? Promise.resolve())
      .then(() => accept(item.value))
      .then(
        (acceptance) => toResult(at, acceptance),
        (error: unknown): ItemResult => {
          if (!isDatabaseAway(error)) throw error;
          return { index: at, dossierCode: code, outcome: "rejected", problem: problem("database-unavailable") };
        },
      );
    if (code !== null) {
      const settled = result
        .catch(() => undefined)
        .then(() => {
          if (lastOfDossier.get(code) === settled) lastOfDossier.delete(code);
        });
      lastOfDossier.set(code, settled);
    }
    return result;
  }
}

function toResult(index: number, acceptance: Acceptance): ItemResult {
  const refusal = problemOfAcceptance(acceptance);
  return refusal === null
    ? { index, dossierCode: acceptance.dossierCode, outcome: acceptance.outcome as "accepted" | "unchanged" }
    : { index, dossierCode: acceptance.dossierCode, outcome: "rejected", problem: refusal };
}

function codeOf(value: unknown): string | null {
  if (typeof value !== "object" || value === null || !("dossierCode" in value)) return null;
  return typeof value.dossierCode === "string" ? value.dossierCode.trim() : null;
}

/**
 * `{"results":[…],"accepted":n,…}` written as the results come, so that a batch of any length needs no memory. An
 * unexpected failure breaks the stream off: the client sees invalid JSON and pushes again, which is harmless.
 */
export function streamResults(
  results: AsyncGenerator<ItemResult>,
  onError: (error: unknown) => void,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const totals = { accepted: 0, unchanged: 0, rejected: 0 };
  let separator = `{"results":[`;
  return new ReadableStream({
    async pull(controller) {
      try {
        const next = await results.next();
        if (next.done === true) {
          const opening = separator === "," ? "" : separator;
          controller.enqueue(encoder.encode(`${opening}],${JSON.stringify(totals).slice(1)}`));
          controller.close();
          return;
        }
        totals[next.value.outcome] += 1;
        controller.enqueue(encoder.encode(separator + JSON.stringify(next.value)));
        separator = ",";
      } catch (error) {
        onError(error);
        controller.error(error);
      }
    },
    async cancel() {
      await results.return(undefined);
    },
  });
}
