import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Hono } from "hono";

/** Style sheets, fonts and scripts of the pages, read once and served from this process: nothing comes from elsewhere. */
export interface Assets {
  /** To be mounted where the pages look for their files, e.g. `/console/static`. */
  readonly app: Hono;
  /** The file's name with the version of its content, which lets browsers keep it for ever. */
  versioned(file: string): string;
}

const WEIGHTS = [400, 600, 700] as const;

/**
 * Parts of the font with the letters each holds, as its package divides them. Where two hold a letter the later one
 * draws it, so the part for foreign names is fetched only where there are any.
 */
const SUBSETS = {
  "latin-ext":
    "U+0100-02BA, U+02BD-02C5, U+02C7-02CC, U+02CE-02D7, U+02DD-02FF, U+0304, U+0308, U+0329, U+1D00-1DBF, U+1E00-1E9F, U+1EF2-1EFF, U+2020, U+20A0-20AB, U+20AD-20C0, U+2113, U+2C60-2C7F, U+A720-A7FF",
  vietnamese:
    "U+0102-0103, U+0110-0111, U+0128-0129, U+0168-0169, U+01A0-01A1, U+01AF-01B0, U+0300-0301, U+0303-0304, U+0308-0309, U+0323, U+0329, U+1EA0-1EF9, U+20AB",
  latin:
    "U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+0304, U+0308, U+0329, U+2000-206F, U+20AC, U+2122, U+2191, U+2193, U+2212, U+2215, U+FEFF, U+FFFD",
} as const;

const TYPES: Readonly<Record<string, string>> = {
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  woff2: "font/woff2",
};

export function createAssets(): Assets {
  const files = readFiles();
  const app = new Hono();
  app.get("/:file", (c) => {
    const file = files.get(c.req.param("file"));
    if (file === undefined) return c.notFound();
    const kept = c.req.query("v") === file.version;
    return c.body(file.bytes, 200, {
      "Content-Type": file.type,
      "Cache-Control": kept ? "public, max-age=31536000, immutable" : "no-cache",
      "X-Content-Type-Options": "nosniff",
    });
  });
  return { app, versioned: (file) => versionedName(files, file) };
}

interface File {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: string;
  readonly version: string;
}

function readFiles(): ReadonlyMap<string, File> {
  const require = createRequire(import.meta.url);
  const files = new Map<string, File>();
  const add = (name: string, bytes: Uint8Array<ArrayBuffer>) => {
    const type = TYPES[name.slice(name.lastIndexOf(".") + 1)] ?? "application/octet-stream";
    files.set(name, { bytes, type, version: createHash("sha256").update(bytes).digest("hex").slice(0, 12) });
  };
  for (const name of ["pages.css", "live.js", "docs.js"]) {
    add(name, new Uint8Array(readFileSync(new URL(`static/${name}`, import.meta.url))));
  }
  add("pico.min.css", new Uint8Array(readFileSync(require.resolve("@picocss/pico/css/pico.min.css"))));
  const fontFolder = join(dirname(require.resolve("@fontsource/be-vietnam-pro/package.json")), "files");
  for (const { name, subset, weight } of fonts()) {
    const source = `be-vietnam-pro-${subset}-${weight}-normal.woff2`;
    add(name, new Uint8Array(readFileSync(join(fontFolder, source))));
  }
  add("fonts.css", new TextEncoder().encode(fontFaces(files)));
  return files;
}

function fonts() {
  const subsets = Object.keys(SUBSETS) as (keyof typeof SUBSETS)[];
  return subsets.flatMap((subset) => WEIGHTS.map((weight) => ({ name: `${subset}-${weight}.woff2`, subset, weight })));
}

function fontFaces(files: ReadonlyMap<string, File>): string {
  return fonts()
    .map(
      ({ name, subset, weight }) => `@font-face {
  font-family: "Be Vietnam Pro";
  font-weight: ${weight};
  font-display: swap;
  src: url("${versionedName(files, name)}") format("woff2");
  unicode-range: ${SUBSETS[subset]};
}`,
    )
    .join("\n");
}

function versionedName(files: ReadonlyMap<string, File>, name: string): string {
  const file = files.get(name);
  if (file === undefined) throw new TypeError(`no such asset: ${name}`);
  return `${name}?v=${file.version}`;
}
