import type { Hono } from "hono";
import { html } from "hono/html";
import type { Html } from "./html.ts";
import { createAssets } from "./assets.ts";
import { brandMark } from "./icons.ts";

export interface PageContent {
  /** Path the pages are mounted at, e.g. `/console`; the assets are below it. */
  readonly base: string;
  readonly title: string;
  readonly main: Html;
  /** What stands at the right of the bar at the top: who is logged in, where else to go. */
  readonly bar?: Html;
  /** Scripts among the assets. */
  readonly scripts?: readonly string[];
}

/** What every page of the house has in common: document, style sheets, bar, headers. */
export interface PageShell {
  /** To be mounted at `${base}/static`. */
  readonly assets: Hono;
  /** Headers of a page: nothing from elsewhere, nothing kept, nobody told. */
  readonly headers: Readonly<Record<string, string>>;
  page(content: PageContent): Html;
}

const HEADERS = {
  "Content-Security-Policy": [
    "default-src 'none'",
    "style-src 'self'",
    "font-src 'self'",
    "script-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join("; "),
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cache-Control": "no-store",
} as const;

const STYLES = ["fonts.css", "pico.min.css", "pages.css"] as const;

/** Reads the assets once. The version is shown at the foot of every page. */
export function createPageShell(version: string): PageShell {
  const assets = createAssets();
  const at = (base: string, file: string) => `${base}/static/${assets.versioned(file)}`;
  return {
    assets: assets.app,
    headers: HEADERS,
    page: ({ base, title, main, bar, scripts = [] }) =>
      html`<!doctype html>
        <html lang="vi">
          <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <meta name="color-scheme" content="light dark" />
            <title>${title} · Liên Thông</title>
            <link rel="icon" href="data:," />
            ${STYLES.map((file) => html`<link rel="stylesheet" href="${at(base, file)}" />`)}
            ${scripts.map((file) => html`<script type="module" src="${at(base, file)}"></script>`)}
          </head>
          <body>
            <a class="skip" href="#main">Đến nội dung chính</a>
            <header class="bar">
              <div class="frame">
                <a class="brand" href="${base}">${brandMark}<span>Liên Thông</span></a>
                ${bar ?? ""}
              </div>
            </header>
            <main id="main" class="frame">${main}</main>
            <footer class="foot">
              <div class="frame">
                Liên Thông ${version} · <span lang="en">integration gateway to the National Public Service Portal</span>
              </div>
            </footer>
          </body>
        </html>`,
  };
}
