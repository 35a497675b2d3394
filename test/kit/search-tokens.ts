import { createSecretKey } from "node:crypto";
import { keyedTokens } from "../../src/store/search/keyed-tokens.ts";

/** Always under the same key. */
export const SEARCH_TOKENS = keyedTokens(createSecretKey(Buffer.alloc(32, 7)));
