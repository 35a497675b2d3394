import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { chromium, type Browser } from "playwright-core";
import { sharedFolder } from "./shared-folder.ts";

const require = createRequire(import.meta.url);

/** Quiet on the network, and unable to reach anything but this machine: a page that needs a CDN fails its test. */
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--font-render-hinting=none",
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
];

/**
 * A headless Chromium: the one at `CHROMIUM_PATH`, or the one inside the npm package. Closed when disposed.
 *
 * @example
 * await using browser = await openBrowser();
 * const page = await browser.newPage();
 * // What runs inside the page is given as text: tests are compiled without the DOM's types.
 * const wide = await page.evaluate<number>("document.body.scrollWidth");
 */
export async function openBrowser(): Promise<Browser> {
  const given = process.env["CHROMIUM_PATH"];
  const env = definedOnly(process.env);
  if (given !== undefined && given !== "") return chromium.launch({ executablePath: given, args: FLAGS, env });
  const folder = await unpacked();
  return chromium.launch({
    executablePath: join(folder, "chromium"),
    args: FLAGS,
    // Fonts and libraries of the package too, so that it draws the same everywhere and needs nothing installed.
    env: {
      ...env,
      FONTCONFIG_PATH: join(folder, "fonts"),
      XDG_CACHE_HOME: join(folder, "cache"),
      LD_LIBRARY_PATH: join(folder, "al2023", "lib"),
    },
  });
}

/** It takes seconds and 200 MB, so once per installation. */
async function unpacked(): Promise<string> {
  const build = require.resolve("@sparticuz/chromium");
  const { version } = createRequire(build)("../package.json") as { version: string };
  const cache = fileURLToPath(new URL("../../node_modules/.cache", import.meta.url));
  return sharedFolder(join(cache, `chromium-${version}`), async (draft) => {
    const archives = ["chromium.br", "fonts.tar.br", "swiftshader.tar.br", "al2023.tar.br"];
    const script = `
      import { inflate } from ${JSON.stringify(build)};
      for (const archive of ${JSON.stringify(archives.map((name) => join(dirname(build), "..", "bin", name)))}) await inflate(archive);`;
    // The package unpacks into the temporary folder that the environment names, hence another process.
    await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", script], {
      env: { ...process.env, TMPDIR: draft },
    });
    const fonts = `<fontconfig><dir prefix="relative">fonts</dir><cachedir prefix="xdg">fontconfig</cachedir></fontconfig>`;
    await writeFile(
      join(draft, "fonts", "fonts.conf"),
      `<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n${fonts}\n`,
    );
  });
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
