import type { Bilingual } from "#schemas/common/bilingual.ts";
import { dossierCodeParts } from "#schemas/common/dossier-code.ts";

/**
 * A phrase that a portal's sentence is searched for, as an operator writes it. Words are whole words, in NFC and without
 * regard to case or punctuation. Beside words a phrase may hold
 *
 * - `…`: any words, within one clause;
 * - `{mã}`: nothing, or codes, numbers and the little words around them («có mã số H26…», «này», «đã»);
 * - `^` in front: it begins a clause; `$` at the end: it ends one; both: it is the whole sentence.
 */
export type Phrase = string;

/** Whether a text holds one of some phrases. */
export type PhraseMatcher = (text: string) => boolean;

type Element = { readonly word: string } | "any" | "codes";

interface Compiled {
  readonly elements: readonly Element[];
  readonly begins: boolean;
  readonly ends: boolean;
}

/** Longest text that is searched, in UTF-16 units; portals' sentences are far shorter. */
const SEARCHED = 4000;

/** Words that say nothing by themselves between a noun and what is said of it. */
const LITTLE_WORDS: ReadonlySet<string> = new Set(
  "có mã số mang với này của là đã đang hiện bị được mà thì trên trong bạn vẫn còn tạm lỗi the is are was has been with this id code".split(
    " ",
  ),
);
/** Words after which something new is said. */
const CONJUNCTIONS: ReadonlySet<string> = new Set("do vì bởi rằng nhưng nên because since that but".split(" "));

/**
 * Makes a matcher for phrases. The text is read once from front to back for each phrase, whatever either holds, so no
 * phrase and no answer can make it slow.
 */
export function matcherOf(phrases: readonly Phrase[]): PhraseMatcher {
  const compiled = phrases.map(compile).filter(({ elements }) => elements.length > 0);
  return (text) => {
    const clauses = clausesOf(text);
    return compiled.some((phrase) => {
      if (phrase.begins && phrase.ends && clauses.length > 1) return false;
      return clauses.some((clause) => isIn(clause, phrase));
    });
  };
}

/** Why a text cannot be a phrase; null when it can. One without a word would be found everywhere. */
export function phraseFault(text: string): Bilingual | null {
  const { elements } = compile(text);
  const letters = elements.flatMap((one) => (typeof one === "string" ? "" : one.word)).join("");
  if (!/\p{L}{2}/u.test(letters))
    return { vi: "Cụm từ cần có ít nhất một từ.", en: "a phrase needs at least one word" };
  if (/[{}]/.test(text.replaceAll(CODES, "")))
    return {
      vi: "Trong ngoặc nhọn chỉ được là {mã} (hoặc {code}).",
      en: "the only thing in braces is {mã} (or {code})",
    };
  return null;
}

const CODES = /\{(?:mã|code)\}/giu;

function compile(phrase: Phrase): Compiled {
  const text = phrase.normalize("NFC").trim();
  const begins = text.startsWith("^");
  const ends = text.endsWith("$");
  const elements = text
    .slice(begins ? 1 : 0, ends ? -1 : undefined)
    .replaceAll(CODES, " {} ")
    .replaceAll(/…|\.\.\./g, " … ")
    .split(/\s+/)
    .flatMap((part): Element[] => {
      if (part === "{}") return ["codes"];
      if (part === "…") return ["any"];
      const word = bare(part);
      return word === "" ? [] : [{ word }];
    });
  return { elements, begins, ends };
}

/**
 * The clauses of a text as words. A colon, comma or dash begins a new one, unless a code follows («Số biên nhận: BN-01 đã
 * tồn tại») or nothing but a code came before («H26…: đã tồn tại»). A clause that begins with a dossier's code is about
 * the dossier.
 */
function clausesOf(text: string): readonly (readonly string[])[] {
  const clauses: string[][] = [];
  let clause: string[] = [];
  const end = () => {
    if (clause.length > 0) clauses.push(isDossierCode(clause.find(saysSomething)) ? [...DOSSIER, ...clause] : clause);
    clause = [];
  };
  let after: "nothing" | "pause" | "stop" = "nothing";
  for (const part of text.slice(0, SEARCHED).normalize("NFC").split(/\s+/)) {
    const word = bare(part);
    const isNew = after === "pause" && word !== "" && !hasDigit(word) && !clause.every(isLabel);
    if (after === "stop" || isNew || CONJUNCTIONS.has(word)) end();
    if (word !== "" && !CONJUNCTIONS.has(word)) clause.push(word);
    if (/[.!?;…]["'”»)\]]*$/u.test(part)) after = "stop";
    else if (/[:,–-]["'”»)\]]?$/u.test(part)) after = "pause";
    else if (word !== "" || after === "stop") after = "nothing";
  }
  end();
  return clauses;
}

const DOSSIER = ["hồ", "sơ"];

function isDossierCode(word: string | undefined): boolean {
  return word !== undefined && dossierCodeParts(word.toUpperCase()) !== null;
}

function saysSomething(word: string): boolean {
  return !LITTLE_WORDS.has(word);
}

/** Whether a word may stand before a colon without saying anything yet. */
function isLabel(word: string): boolean {
  return hasDigit(word) || LITTLE_WORDS.has(word) || DOSSIER.includes(word) || word === "mahoso";
}

/** A word without the punctuation around it, in lower case; empty when nothing is left. */
function bare(part: string): string {
  return part.replace(/^[^\p{L}\p{N}\p{M}]+|[^\p{L}\p{N}\p{M}]+$/gu, "").toLowerCase();
}

function hasDigit(word: string): boolean {
  return /\p{N}/u.test(word);
}

/** Runs the phrase over the words as a machine with one state for each of its elements. */
function isIn(words: readonly string[], { elements, begins, ends }: Compiled): boolean {
  const last = elements.length;
  let states = reachable(new Set([0]), elements);
  if (states.has(last) && !ends) return true;
  for (const word of words) {
    const next = new Set<number>(begins ? [] : [0]);
    for (const state of states) {
      const element = elements[state];
      if (element === undefined) continue;
      if (element === "any") next.add(state);
      else if (element === "codes") {
        if (hasDigit(word) || LITTLE_WORDS.has(word)) next.add(state);
      } else if (element.word === word) next.add(state + 1);
    }
    states = reachable(next, elements);
    if (!ends && states.has(last)) return true;
  }
  return states.has(last);
}

/** With what may be empty left out, too. */
function reachable(states: Set<number>, elements: readonly Element[]): Set<number> {
  for (const state of states) if (typeof elements[state] === "string") states.add(state + 1);
  return states;
}
