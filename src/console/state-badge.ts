import { html } from "hono/html";
import { icon } from "./icons.ts";
import type { Html } from "./html.ts";
import type { Words } from "./state-words.ts";

/** A state as sign and word, in its colour. */
export function stateBadge(words: Words): Html {
  return html`<span class="badge tone-${words.tone}" title="${words.en}">${icon(words.tone)}${words.vi}</span>`;
}
