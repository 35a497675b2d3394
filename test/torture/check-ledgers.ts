import type { AppliedItem, HeldMessage, Item, Ledgers } from "./ledgers.ts";

/** What the three books say together. Counts of messages, not of dossiers. */
export interface Figures {
  /** Owed to the portal because of a 2xx. */
  readonly owed: number;
  /** Lines of the portal's book. */
  readonly applied: number;
  /** Owed or called delivered, and not in the portal's book. */
  readonly lost: number;
  /** Dossier and sector items the portal applied once too often. */
  readonly twice: number;
  /** Applied before something that has a lower number in the same dossier, for the same destination. */
  readonly outOfOrder: number;
  /** Wait for a person: parked or refused. */
  readonly parked: number;
  /** Wait behind one of those in the same dossier. */
  readonly heldBack: number;
  /** Nobody knows, or nobody has got to them: still waiting, under way or unknown when everything should be done. */
  readonly left: number;
  /** Progress lines the portal has once too often. */
  readonly repeated: number;
  /** Times the portal applied a progress line and the gateway has no yes for it: all that may be repeated. */
  readonly answersLost: number;
}

export interface Verdict {
  readonly figures: Figures;
  /** One sentence each, beginning with the dossier; none when everything holds. */
  readonly violations: readonly string[];
}

type Counts = { -readonly [Name in keyof Figures]: number };

/**
 * Compares the three books. Pure; knows nothing of how the run went.
 *
 * @param options.portalDeceives the portal may say yes to what it does not apply: counted as lost, and nobody's fault here
 * @param options.portalTakesPart the portal may leave out one progress line of a call and take the next: what it left out
 * comes later, which is its own order
 *
 * Nothing is lost: what a 2xx promised is a message, and a message called delivered is in the portal's book. Nothing is
 * applied twice: only progress lines, which cannot be asked after, and of them only those whose yes never arrived; an
 * update, where a portal proves nothing, as often as the gateway said that it repeats it; and what the portal itself lost
 * again. Once a yes stands in the database the item does not go out again. Nothing is reordered: of each dossier and destination, both
 * the first and the last time the items were applied rise with their numbers.
 */
export function checkLedgers(
  { owed, held, applied }: Ledgers,
  { portalDeceives = false, portalTakesPart = false } = {},
): Verdict {
  const counts: Counts = {
    owed: 0,
    applied: applied.length,
    lost: 0,
    twice: 0,
    outOfOrder: 0,
    parked: 0,
    heldBack: 0,
    left: 0,
    repeated: 0,
    answersLost: 0,
  };
  const violations: string[] = [];
  const heldBy = Map.groupBy(held, ({ dossierCode }) => dossierCode);
  const appliedBy = Map.groupBy(applied, ({ dossierCode }) => dossierCode);
  for (const code of new Set([...owed.keys(), ...heldBy.keys(), ...appliedBy.keys()])) {
    const own = {
      owed: owed.get(code) ?? [],
      held: (heldBy.get(code) ?? []).toSorted((a, b) => a.number - b.number),
      applied: (appliedBy.get(code) ?? []).toSorted((a, b) => a.seq - b.seq),
    };
    violations.push(...checkDossierBooks(own, counts, portalTakesPart).map((sentence) => `${code}: ${sentence}`));
  }
  const excused = portalDeceives ? violations.filter((sentence) => !sentence.endsWith(NOT_THERE)) : violations;
  return { figures: counts, violations: excused };
}

const NOT_THERE = "is called delivered and the portal does not have it";

interface Books {
  readonly owed: readonly Item[];
  readonly held: readonly HeldMessage[];
  readonly applied: readonly AppliedItem[];
}

function checkDossierBooks({ owed, held: all, applied }: Books, counts: Counts, portalTakesPart: boolean): string[] {
  const found = [...compareOwed(owed, all, counts)];
  // What a later push replaced, it may say again itself: then that is the message that counts.
  const held = all.filter(({ state }) => state !== "superseded");
  const known = new Set(all.map(nameOf));
  const foreign = applied.filter((line) => !known.has(nameOf(line)));
  if (foreign.length > 0) found.push(`the portal applied ${foreign.length} items the gateway does not have`);
  const unsigned = applied.filter(({ signed }) => !signed);
  if (unsigned.length > 0) found.push(`${unsigned.length} items without a valid signature`);

  const lines = Map.groupBy(applied, nameOf);
  const stopped = held.find(isStopped)?.number ?? Infinity;
  for (const message of held) {
    const own = lines.get(nameOf(message)) ?? [];
    found.push(...checkMessage(message, own, stopped, counts));
  }
  const isOrdered = (message: HeldMessage): boolean =>
    (!portalTakesPart || message.kind !== "progress") && !wasLiedAbout(message, lines.get(nameOf(message)) ?? []);
  found.push(...checkOrder(held.filter(isOrdered), lines, counts));
  return found;
}

/** The messages of the database are what the pushes owe, no more and no less, in the same order. */
function compareOwed(owed: readonly Item[], held: readonly HeldMessage[], counts: Counts): string[] {
  counts.owed += owed.length;
  const standing = new Set(held.filter(({ state }) => state !== "superseded").map(nameOf));
  const replaced = new Set(held.filter(({ state }) => state === "superseded").map(nameOf));
  // A whole dossier gives way to the next one; a line must be said again.
  const mayGiveWay = (item: Item, index: number): boolean =>
    replaced.has(nameOf(item)) &&
    item.kind !== "progress" &&
    owed.slice(index + 1).some(({ kind, service }) => kind === item.kind && service === item.service);
  const forgotten = owed.filter((item, index) => !standing.has(nameOf(item)) && !mayGiveWay(item, index));
  counts.lost += forgotten.length;
  if (forgotten.length > 0)
    return [`answered 2xx, but ${forgotten.length} items have no message (${kinds(forgotten)})`];
  // After a refusal a push is planned anew from what the portal surely has, in an order of its own.
  if (replaced.size > 0 || held.map(nameOf).join() === owed.map(nameOf).join()) return [];
  return [`owes ${kinds(owed)} but has the messages ${kinds(held)}`];
}

function checkMessage(message: HeldMessage, lines: readonly AppliedItem[], stopped: number, counts: Counts): string[] {
  const found: string[] = [];
  const what = `message ${message.number} (${message.kind})`;
  if (isStopped(message)) counts.parked += 1;
  else if (message.state === "delivered") {
    if (lines.length === 0) {
      counts.lost += 1;
      found.push(`${what} ${NOT_THERE}`);
    }
  } else if (message.number > stopped) counts.heldBack += 1;
  // A person, following the advice, let it go.
  else if (message.state !== "skipped") {
    counts.left += 1;
    found.push(`${what} is still ${message.state}`);
  }

  const extra = Math.max(0, lines.filter(({ undone }) => !undone).length - 1);
  const yes = lines.findIndex(({ requestId }) => requestId !== null && message.confirmedBy.includes(requestId));
  if (message.kind === "progress") {
    counts.repeated += extra;
    counts.answersLost += lines.length - (yes === -1 ? 0 : 1);
    if (message.state === "delivered" && yes === -1 && lines.length > 0)
      found.push(`${what} is called delivered without a yes`);
  } else if (extra > message.repeatsSaid) {
    counts.twice += extra - message.repeatsSaid;
    found.push(`${what} was applied ${extra + 1} times`);
  }
  const last = lines.at(-1);
  const sentAgain =
    yes !== -1 &&
    // What the portal lost again has to be told again.
    lines[yes]?.undone !== true &&
    message.repeatsSaid === 0 &&
    last !== undefined &&
    !message.confirmedBy.includes(last.requestId ?? "");
  if (sentAgain) found.push(`${what} was sent again after the portal's yes was known`);
  return found;
}

/** The portal said yes to it and applied nothing: what is told of it later, when that shows, comes late. */
function wasLiedAbout({ confirmedBy }: HeldMessage, lines: readonly AppliedItem[]): boolean {
  return confirmedBy.some((id) => lines.every(({ requestId }) => requestId !== id));
}

/** Of each destination the first and the last applications of the items rise with the numbers of their messages. */
function checkOrder(
  held: readonly HeldMessage[],
  lines: ReadonlyMap<string, readonly AppliedItem[]>,
  counts: Counts,
): string[] {
  const found: string[] = [];
  for (const [destination, messages] of Map.groupBy(held, (message) => message.destination)) {
    for (const pick of [0, -1]) {
      let before: { readonly seq: number; readonly number: number } | undefined;
      for (const message of messages) {
        const seq = lines.get(nameOf(message))?.at(pick)?.seq;
        if (seq === undefined) continue;
        if (before !== undefined && seq < before.seq) {
          counts.outOfOrder += 1;
          found.push(`${destination} heard message ${before.number} after message ${message.number}`);
        }
        before = { seq, number: message.number };
      }
    }
  }
  return [...new Set(found)];
}

function isStopped({ state }: HeldMessage): boolean {
  return state === "parked" || state === "refused";
}

function nameOf({ service, itemSha256 }: { readonly service: string; readonly itemSha256: string }): string {
  return `${service} ${itemSha256}`;
}

function kinds(items: readonly Item[]): string {
  return `[${items.map(({ kind }) => kind).join(" ")}]`;
}
