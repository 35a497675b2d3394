import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { oracle, oracleFile } from "./oracle.ts";

/** PINs of every token made here. */
export const PIN = "135790";
const SO_PIN = "24680135";

/** Tokens of SoftHSM2 in a folder of their own. */
export interface SoftHsm extends Disposable {
  /** The PKCS#11 library. */
  readonly module: string;
  /** Where `pkcs11js` is. */
  readonly driver: string;
  readonly folder: string;
  makeToken(label: string): void;
  /** A key that was made in the token and never leaves it, and its certificate (a year from now) beside the CA's. */
  makeKey(token: string, key: { label: string; id: string; type: "RSA:2048" | "EC:prime256v1" }): void;
  /** Issues a certificate for a key of the token; gives its path, PEM. */
  issue(token: string, id: string, days: number): string;
  /** Writes a certificate into the token. */
  load(token: string, certificate: string, id: string): void;
  /** Runs `pkcs11-tool` on the token as its user. */
  tool(token: string, ...args: readonly string[]): string;
  /** Every token is pulled out; `plugIn` puts them back. */
  pullOut(): void;
  plugIn(): void;
  /** PKCS#11 URI of a key. */
  uri(token: string, label: string, query?: string): string;
}

const places = ["/usr/lib/softhsm/libsofthsm2.so", "/usr/lib64/pkcs11/libsofthsm2.so"];

/** What tests with SoftHSM need, where all of it is there; with `REQUIRE_ORACLES=1` its absence is an error. */
export const softHsmParts = parts();

function parts(): { module: string; driver: string } | undefined {
  const programs = ["softhsm2-util", "pkcs11-tool", "openssl"].map((program) => oracle(program));
  const module = oracleFile(places.find((path) => existsSync(path)) ?? places[0] ?? "");
  const driver = driverFolder();
  if (driver === undefined && process.env["REQUIRE_ORACLES"] === "1") {
    throw new Error("REQUIRE_ORACLES=1, but pkcs11js is not installed; PKCS11_DRIVER says where");
  }
  if (programs.includes(undefined) || module === undefined || driver === undefined) return undefined;
  return { module, driver };
}

function driverFolder(): string | undefined {
  const folder = process.env["PKCS11_DRIVER"] ?? join(import.meta.dirname, "../..");
  try {
    createRequire(join(folder, "from-here.js")).resolve("pkcs11js");
    return folder;
  } catch {
    return undefined;
  }
}

/** Only where {@link softHsmParts} are there. The module reads where its tokens are from this process's environment. */
export function openSoftHsm(): SoftHsm {
  if (softHsmParts === undefined) throw new Error("no SoftHSM here");
  const { module, driver } = softHsmParts;
  const folder = mkdtempSync(join(tmpdir(), "lienthong-test-hsm-"));
  const [tokens, away] = [join(folder, "tokens"), join(folder, "away")];
  mkdirSync(tokens);
  const conf = join(folder, "softhsm2.conf");
  writeFileSync(conf, `directories.tokendir = ${tokens}\nobjectstore.backend = file\nlog.level = ERROR\n`);
  process.env["SOFTHSM2_CONF"] = conf;
  const run = (program: string, args: readonly string[]) =>
    execFileSync(program, args, { cwd: folder, encoding: "utf8", stdio: "pipe" });
  const openssl = (...args: readonly string[]) => run("openssl", args);
  openssl(
    ..."req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 3650".split(" "),
    "-subj",
    "/CN=CA Mau",
  );
  openssl(..."x509 -in ca.pem -outform DER -out ca.der".split(" "));

  const tool: SoftHsm["tool"] = (token, ...args) =>
    run("pkcs11-tool", ["--module", module, "--token-label", token, "--login", "--pin", PIN, ...args]);
  const load: SoftHsm["load"] = (token, certificate, id) => {
    openssl("x509", "-in", certificate, "-outform", "DER", "-out", "load.der");
    tool(token, "--write-object", "load.der", "--type", "cert", "--id", id, "--label", `certificate ${id}`);
  };
  const issue: SoftHsm["issue"] = (token, id, days) => {
    const path = join(folder, `leaf-${id}-${days}.pem`);
    tool(token, "--read-object", "--type", "pubkey", "--id", id, "--output-file", "public.der");
    openssl(..."pkey -pubin -inform DER -in public.der -out public.pem".split(" "));
    const issuer = `-CA ca.pem -CAkey ca.key -days ${days} -subj /CN=Khoa`.split(" ");
    openssl("x509", "-new", "-force_pubkey", "public.pem", ...issuer, "-out", path);
    return path;
  };

  return {
    module,
    driver,
    folder,
    tool,
    load,
    issue,
    makeToken(label) {
      run("softhsm2-util", ["--init-token", "--free", "--label", label, "--so-pin", SO_PIN, "--pin", PIN]);
    },
    makeKey(token, { label, id, type }) {
      tool(token, "--keypairgen", "--key-type", type, "--label", label, "--id", id, "--usage-sign");
      load(token, issue(token, id, 365), id);
      if (!tool(token, "--list-objects", "--type", "cert").includes("certificate f0")) load(token, "ca.pem", "f0");
    },
    pullOut() {
      mkdirSync(away);
      for (const name of readdirSync(tokens)) renameSync(join(tokens, name), join(away, name));
    },
    plugIn() {
      for (const name of readdirSync(away)) renameSync(join(away, name), join(tokens, name));
      rmSync(away, { recursive: true });
    },
    uri: (token, label, query = "") =>
      `pkcs11:token=${encodeURIComponent(token)};object=${encodeURIComponent(label)}?module-path=${module}${query}`,
    [Symbol.dispose]() {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
