import { setImmediate as nextTurn } from "node:timers/promises";
import type { Issue } from "#core/dossier/issue.ts";
import type { NotTold } from "#core/message/not-told.ts";
import { isDatabaseFull, isDatabaseUnavailable } from "#core/fault.ts";
import type { Acceptance } from "../../flow/acceptance.ts";
import { problemOfAcceptance } from "./acceptance-problem.ts";
import { problem, type Problem } from "../problem.ts";

/** One item of a batch: what was parsed, or why it could not be. */
export type PushedItem =
  | {
      readonly ok: true;
      readonly value: unknown;
      /** Characters it took; 0 when it is held in memory as a whole anyway. */
      readonly size: number;
    }
  | { readonly ok: false; readonly problem: Problem };

/** The outcome of one item, as the contract words it. */
export interface ItemResult {
  readonly index: number;
  readonly dossierCode: string | null;
  readonly outcome: "accepted" | "unchanged" | "rejected";
  /** Absent where there are none; likewise {@link notTold}. */
  readonly warnings?: readonly Issue[];
  readonly notTold?: readonly NotTold[];
  readonly problem?: Problem;
}

/** Items in the works at once: enough to fill the groups that commit together, few enough to keep memory flat. */
const WINDOW = { items: 128, size: 4_194_304 };

interface InTheWorks {
  readonly size: number;
  readonly result: Promise<ItemResult>;
}

/**
 * Accepts items side by side and gives their results in the order they came, each as soon as it and those before it are
 * known. Items of one dossier are taken as they stand in the batch.
 */
export async function* acceptInOrder(
  items: Iterable<PushedItem> | AsyncIterable<PushedItem>,
  accept: (value: unknown) => Promise<Acceptance>,
): AsyncGenerator<ItemResult> {
  const source = read(items);
  const window: InTheWorks[] = [];
  let size = 0;
  let index = 0;
  const readNext = (): Promise<IteratorResult<PushedItem>> => {
    const next = source.next();
    // Whoever awaits it in its turn is told; a client that breaks off before must not be taken for unheard.
    next.catch(() => undefined);
    return next;
  };
  let coming: Promise<IteratorResult<PushedItem>> | null = readNext();
  try {
    while (coming !== null || window.length > 0) {
      const [oldest] = window;
      const isFull = window.length >= WINDOW.items || size >= WINDOW.size;
      if (coming === null || (oldest !== undefined && (isFull || (await isFirst(oldest.result, coming))))) {
        window.shift();
        size -= oldest?.size ?? 0;
        if (oldest !== undefined) yield await oldest.result;
        continue;
      }
      const next: IteratorResult<PushedItem> = await coming;
      if (next.done === true) {
        coming = null;
        continue;
      }
      const started = start(index, next.value, accept);
      window.push(started);
      size += started.size;
      index += 1;
      coming = readNext();
      // A long list must not keep other requests, or the answers of the database, waiting.
      await nextTurn();
    }
  } finally {
    // Not awaited: it waits for the item that is still on its way, and a client may take for ever over that.
    source.return(undefined).catch(() => undefined);
  }
}

async function* read(items: Iterable<PushedItem> | AsyncIterable<PushedItem>): AsyncGenerator<PushedItem, undefined> {
  yield* items;
}

/** Whether `one` is there before `other`; with both there, the other goes first. */
function isFirst(one: Promise<unknown>, other: Promise<unknown>): Promise<boolean> {
  return Promise.race([other.then(() => false), one.then(() => true)]);
}

function start(index: number, item: PushedItem, accept: (value: unknown) => Promise<Acceptance>): InTheWorks {
  if (!item.ok) {
    const { problem: found } = item;
    return { size: 0, result: Promise.resolve({ index, dossierCode: null, outcome: "rejected", problem: found }) };
  }
  const result = accept(item.value).then(
    (acceptance) => toResult(index, acceptance),
    (error: unknown): ItemResult => {
      if (!isDatabaseUnavailable(error)) throw error;
      const dossierCode = codeOf(item.value);
      const code = isDatabaseFull(error) ? "disk-full" : "database-unavailable";
      return { index, dossierCode, outcome: "rejected", problem: problem(code) };
    },
  );
  // Whoever awaits it in its turn is told; until then nobody may take it for unheard.
  result.catch(() => undefined);
  return { size: item.size, result };
}

function toResult(index: number, acceptance: Acceptance): ItemResult {
  const { dossierCode } = acceptance;
  if (acceptance.outcome === "accepted" || acceptance.outcome === "unchanged") {
    const { outcome, warnings, notTold } = acceptance;
    return {
      index,
      dossierCode,
      outcome,
      ...(warnings.length === 0 ? {} : { warnings }),
      ...(notTold === undefined ? {} : { notTold }),
    };
  }
  const refusal = problemOfAcceptance(acceptance);
  return { index, dossierCode, outcome: "rejected", ...(refusal === null ? {} : { problem: refusal }) };
}

function codeOf(value: unknown): string | null {
  if (typeof value !== "object" || value === null || !("dossierCode" in value)) return null;
  return typeof value.dossierCode === "string" ? value.dossierCode.trim() : null;
}

/** How much of a list of results is told. */
export interface ResultLimits {
  /** Refused items, after which nothing more is taken. */
  readonly maxRejected: number;
  /** Items; 0: any number. */
  readonly maxItems: number;
}

/** Refused items of which every error is told; of those behind them only the first. */
const TOLD_IN_FULL = 1000;

/**
 * The results as long as they are worth it: a sender whose every line is refused has one cause for it, and must not be
 * answered with many times of what it sent. The last result says that what follows was not read.
 */
export async function* withinLimits(
  results: AsyncGenerator<ItemResult>,
  { maxRejected, maxItems }: ResultLimits,
): AsyncGenerator<ItemResult> {
  let rejected = 0;
  for await (const result of results) {
    const { index } = result;
    if (rejected === maxRejected || (maxItems > 0 && index === maxItems)) {
      yield { index, dossierCode: null, outcome: "rejected", problem: problem("too-many-rejected") };
      return;
    }
    if (result.outcome === "rejected") rejected += 1;
    yield rejected > TOLD_IN_FULL ? shortened(result) : result;
  }
}

function shortened(result: ItemResult): ItemResult {
  if (result.problem === undefined) return result;
  return { ...result, problem: { ...result.problem, errors: result.problem.errors.slice(0, 1) } };
}

/** Bytes of results that are made before the client reads them: many send everything first and read afterwards. */
const AHEAD = 1_048_576;

/**
 * `{"results":[…],"accepted":n,…}` written as the results come, so that a batch of any length needs no memory. An
 * unexpected failure breaks the stream off: the client sees invalid JSON and pushes again, which is harmless. When the
 * client goes away nothing more is taken from `results`; what is in the works by then ends by itself and stays accepted.
 *
 * @param told.onEnd called once, when nothing more comes, however it ended
 */
export function streamResults(
  results: AsyncGenerator<ItemResult>,
  { onError, onEnd }: { readonly onError: (error: unknown) => void; readonly onEnd: () => void },
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const totals = { accepted: 0, unchanged: 0, rejected: 0 };
  let separator = `{"results":[`;
  let hasReader = true;
  let isOver = false;
  const end = (): void => {
    if (!isOver) onEnd();
    isOver = true;
  };
  const source = {
    async pull(controller: ReadableStreamDefaultController<Uint8Array>) {
      try {
        const next = await results.next();
        if (!hasReader) return;
        if (next.done === true) {
          const opening = separator === "," ? "" : separator;
          controller.enqueue(encoder.encode(`${opening}],${JSON.stringify(totals).slice(1)}`));
          controller.close();
          end();
          return;
        }
        totals[next.value.outcome] += 1;
        controller.enqueue(encoder.encode(separator + JSON.stringify(next.value)));
        separator = ",";
      } catch (error) {
        onError(error);
        controller.error(error);
        end();
      }
    },
    async cancel() {
      hasReader = false;
      await results.return(undefined).catch(onError);
      end();
    },
  };
  return new ReadableStream(source, new ByteLengthQueuingStrategy({ highWaterMark: AHEAD }));
}
