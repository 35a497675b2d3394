import { Fault } from "#core/fault.ts";

import { isInForce, requireInForce } from "../trust/certificate.ts";
import { requireUsable } from "../trust/own-chain.ts";
import { readKeysInFile } from "../keys/key-file.ts";
import { isKeyAddress } from "../keys/pkcs11/key-address.ts";
import { openTokenKeys } from "../keys/pkcs11/token-keys.ts";
import type { TokenOptions } from "../keys/pkcs11/token-module.ts";
import { keysFrom, type SigningKey } from "../keys/signing-key.ts";

/** Where a key is: the path of a file and its password, or a PKCS#11 URI and the token's PIN. */
export interface KeySource {
  readonly path: string;
  readonly password: string | undefined;
}

export interface KeyRingSources {
  readonly current: KeySource;
  /** The key that takes over; its certificate may not be in force yet. */
  readonly next?: KeySource;
  readonly now: Date;
  readonly tokens: TokenOptions;
}

/** The keys that sign. Disposing ends the sessions with tokens. */
export interface KeyRing extends AsyncDisposable {
  readonly keys: readonly [SigningKey, ...SigningKey[]];
}

/**
 * Opens the signing key and, when one is named, its successor, so that keys are changed without a stop. Each may be in a
 * file or in a token; a file may hold its own successor, too. All that will sign are judged as signatures of others are.
 *
 * @throws Fault as `readKeyFile` and `openTokenKeys`; `certificate-outside-dates` when no certificate is in force;
 * `certificate-refused` when the gateway's own verifier would not accept one; `config-invalid` when the successor runs out
 * no later than the key it is to follow
 *
 * @example
 * const tokens = { driver: undefined, threads: 1, callTimeoutMs: 1000, clock, random, onChange: () => undefined };
 * const current = { path: "certs.example/signing.pem", password: undefined };
 * await using ring = await openKeyRing({ current, now, tokens });
 * ring.keys.map(({ path }) => path); // => ["certs.example/signing.pem"]
 */
export async function openKeyRing({ current, next, now, tokens }: KeyRingSources): Promise<KeyRing> {
  const sources = next === undefined ? [current] : [current, next];
  // Files first: when one of them is wrong, no token is asked in vain.
  const inFiles = new Map(
    sources.filter(({ path }) => !isKeyAddress(path)).map((source) => [source, keysFrom(readKeysInFile(source), now)]),
  );
  await using stack = new AsyncDisposableStack();
  const addresses = sources.filter((source) => !inFiles.has(source));
  const inTokens = stack.use(await openTokenKeys(addresses, tokens));
  const keysOf = (source: KeySource): KeyRing["keys"] => {
    const inFile = inFiles.get(source);
    if (inFile !== undefined) return inFile;
    const inToken = inTokens.keys[addresses.indexOf(source)];
    if (inToken === undefined) throw new Error("a key was not opened");
    return [inToken];
  };
  const keys = checkedRing(keysOf(current), next === undefined ? [] : keysOf(next), now);
  const owned = stack.move();
  return { keys, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

function checkedRing(present: KeyRing["keys"], successors: readonly SigningKey[], now: Date): KeyRing["keys"] {
  const [key, ...coming] = present;
  const last = successors.at(-1);
  if (last !== undefined && last.chain[0].validToDate <= key.chain[0].validToDate) {
    throw new Fault("config-invalid", {
      vi: `Chứng thư trong SIGNING_KEY_NEXT («${last.path}») không dài hạn hơn chứng thư trong SIGNING_KEY («${key.path}»). Hãy kiểm tra có đổi chỗ hai khóa không.`,
      en: `The certificate in SIGNING_KEY_NEXT ("${last.path}") does not last longer than the one in SIGNING_KEY ("${key.path}"). Are the two keys the wrong way round?`,
    });
  }
  if (!successors.some(({ chain: [leaf] }) => isInForce(leaf, now))) requireInForce(key.chain[0], now, key.path);
  const ring = [key, ...coming, ...successors] as const;
  for (const { chain, path } of ring) {
    const { validFromDate, validToDate } = chain[0];
    // What has expired signs no more; what is not in force yet is judged as on its first day.
    if (validToDate >= now) requireUsable(chain, validFromDate > now ? validFromDate : now, "signing", path);
  }
  return ring;
}
