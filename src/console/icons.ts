import { html } from "hono/html";
import type { Html } from "./html.ts";

/** Signs of the states, drawn on a 20 × 20 grid with a line of 1.75. */
const PATHS = {
  pending: html`<circle cx="10" cy="10" r="7.5" /><path d="M10 5.8V10l2.8 1.9" />`,
  done: html`<circle cx="10" cy="10" r="7.5" /><path d="m6.6 10.3 2.3 2.3 4.6-5" />`,
  unknown: html`<circle cx="10" cy="10" r="7.5" /><path d="M7.9 8a2.2 2.2 0 1 1 3.2 2c-.8.4-1.1.8-1.1 1.5M10 14v.1" />`,
  parked: html`<path d="M10 2.8 18 16.6H2L10 2.8ZM10 8v3.8M10 14.1v.1" />`,
  refused: html`<circle cx="10" cy="10" r="7.5" /><path d="m7.3 7.3 5.4 5.4m0-5.4-5.4 5.4" />`,
  replaced: html`<path d="M4 7.5h10.5L11.7 4.7M16 12.5H5.5l2.8 2.8" />`,
  received: html`<path
    d="M10 3v8.5m-3.3-3.2L10 11.6l3.3-3.3M3.5 12.5v3a1.5 1.5 0 0 0 1.5 1.5h10a1.5 1.5 0 0 0 1.5-1.5v-3"
  />`,
  asked: html`<circle cx="9" cy="9" r="5.5" /><path d="m13.2 13.2 3.8 3.8" />`,
} as const;

export type IconName = keyof typeof PATHS;

/** An icon that says nothing to a screen reader: the word beside it does. */
export function icon(name: IconName): Html {
  return html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">${PATHS[name]}</svg>`;
}

/** Two links of a chain, the mark of the house. */
export const brandMark: Html = html`<svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
  <rect class="mark-ground" width="32" height="32" rx="8" />
  <path
    class="mark-line"
    d="M14.2 19.2 12 21.4a4 4 0 0 1-5.6-5.6l3.4-3.4a4 4 0 0 1 5.6 0M17.8 12.8l2.2-2.2a4 4 0 0 1 5.6 5.6l-3.4 3.4a4 4 0 0 1-5.6 0"
  />
  <path class="mark-line" d="M13.6 18.4l4.8-4.8" />
</svg>`;
