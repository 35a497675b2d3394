import { createHmac, type KeyObject } from "node:crypto";
import { askedParts, findableParts, foldedNumber } from "#core/search/folded-words.ts";
import type { SearchTokens } from "#core/search/search-tokens.ts";

/** Shorter ones are parts of codes and of names. */
const SHORTEST_NUMBER = 6;

/**
 * Search tokens by HMAC-SHA-256, cut to 64 bits: among millions of different words less than one in a thousand pairs of a
 * corpus falls together, and then finds one dossier too many.
 *
 * @param key a secret key of its own; whoever has it can try names against the index
 */
export function keyedTokens(key: KeyObject): SearchTokens {
  const digest = (kind: "word" | "number" | "key", text: string) =>
    createHmac("sha256", key).update(`${kind}\n${text}`).digest();
  const token = (kind: "word" | "number", text: string) => digest(kind, text).readBigInt64BE(0).toString();
  return {
    keyId: digest("key", "").toString("hex", 0, 8),
    of({ texts, numbers }) {
      const parts = new Set(texts.flatMap((text) => [...findableParts(text)]));
      const whole = new Set(numbers.map(foldedNumber).filter((number) => number.length >= SHORTEST_NUMBER));
      return [...[...parts].map((part) => token("word", part)), ...[...whole].map((number) => token("number", number))];
    },
    ofQuestion(question) {
      const words = askedParts(question).map((parts) => Array.from(parts, (part) => token("word", part)));
      const number = foldedNumber(question);
      const isNumber = number.length >= SHORTEST_NUMBER && /^[\dA-Z]*\d[\dA-Z]*$/.test(number);
      return [...words, ...(isNumber ? [[token("number", number)]] : [])];
    },
  };
}
