import { Fault } from "#core/fault.ts";
import type { Signer } from "#core/ports/ports.ts";

import { isInForce, requireInForce } from "../trust/certificate.ts";
import { readKeyFile } from "./key-file.ts";
import { isKeyAddress } from "./pkcs11/key-address.ts";
import { openTokenKeys } from "./pkcs11/token-keys.ts";
import type { TokenOptions } from "./pkcs11/token-module.ts";
import type { SigningKey } from "./signing-key.ts";

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
 * file or in a token.
 *
 * @throws Fault as `readKeyFile` and `openTokenKeys`; `certificate-outside-dates` when no certificate is in force;
 * `config-invalid` when the successor runs out no later than the key it is to follow
 */
export async function openKeyRing({ current, next, now, tokens }: KeyRingSources): Promise<KeyRing> {
  const sources = next === undefined ? [current] : [current, next];
  // Files first: when one of them is wrong, no token is asked in vain.
  const inFiles = new Map(
    sources.filter(({ path }) => !isKeyAddress(path)).map((source) => [source, readKeyFile(source)]),
  );
  await using stack = new AsyncDisposableStack();
  const addresses = sources.filter((source) => !inFiles.has(source));
  const inTokens = stack.use(await openTokenKeys(addresses, tokens));
  const keyOf = (source: KeySource): SigningKey => {
    const key = inFiles.get(source) ?? inTokens.keys[addresses.indexOf(source)];
    if (key === undefined) throw new Error("a key was not opened");
    return key;
  };
  const keys = checkedRing(keyOf(current), next === undefined ? undefined : keyOf(next), now);
  const owned = stack.move();
  return { keys, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

function checkedRing(key: SigningKey, successor: SigningKey | undefined, now: Date): KeyRing["keys"] {
  if (successor === undefined) {
    requireInForce(key.chain[0], now, key.path);
    return [key];
  }
  if (successor.chain[0].validToDate <= key.chain[0].validToDate) {
    throw new Fault("config-invalid", {
      vi: `Chứng thư trong SIGNING_KEY_NEXT («${successor.path}») không dài hạn hơn chứng thư trong SIGNING_KEY («${key.path}»). Hãy kiểm tra có đổi chỗ hai khóa không.`,
      en: `The certificate in SIGNING_KEY_NEXT ("${successor.path}") does not last longer than the one in SIGNING_KEY ("${key.path}"). Are the two keys the wrong way round?`,
    });
  }
  if (!isInForce(successor.chain[0], now)) requireInForce(key.chain[0], now, key.path);
  return [key, successor];
}

/**
 * One signer out of several, for keys that overlap: each signature is made with the key that is in force at that time
 * and lasts longest. Subject and end of validity are those of the key that lasts longest of all, in force or not yet.
 */
export function createRollingSigner(signers: readonly [Signer, ...Signer[]]): Signer {
  const [first, ...others] = signers;
  if (others.length === 0) return first;
  const longestFirst = signers.toSorted((a, b) => b.notAfter.getTime() - a.notAfter.getTime());
  const [longest = first] = longestFirst;
  return {
    profile: first.profile,
    subject: longest.subject,
    notBefore: signers.reduce(
      (earliest, { notBefore }) => (notBefore < earliest ? notBefore : earliest),
      first.notBefore,
    ),
    notAfter: longest.notAfter,
    sign(bytes, now) {
      const inForce = longestFirst.find(({ notBefore, notAfter }) => notBefore <= now && now <= notAfter);
      // Outside every validity the signer itself says which certificate and which dates.
      return (inForce ?? longest).sign(bytes, now);
    },
  };
}
