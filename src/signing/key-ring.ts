import { Fault } from "#core/fault.ts";
import type { Signer } from "#core/ports.ts";

import { isInForce, requireInForce } from "./certificate.ts";
import { readKeyFile } from "./key-file.ts";
import type { SigningKey } from "./signing-key.ts";

export interface KeyRingFiles {
  readonly current: { readonly path: string; readonly password: string | undefined };
  /** The key that takes over; its certificate may not be in force yet. */
  readonly next?: { readonly path: string; readonly password: string | undefined };
  readonly now: Date;
}

/**
 * Reads the signing key and, when one is named, its successor, so that keys are changed without a stop.
 *
 * @throws Fault as `readKeyFile`; `certificate-outside-dates` when no certificate is in force; `config-invalid` when the
 * successor runs out no later than the key it is to follow
 */
export function readKeyRing({ current, next, now }: KeyRingFiles): readonly [SigningKey, ...SigningKey[]] {
  if (next === undefined) return [readKeyFile({ ...current, now })];
  const [key, successor] = [readKeyFile(current), readKeyFile(next)];
  if (successor.chain[0].validToDate <= key.chain[0].validToDate) {
    throw new Fault("config-invalid", {
      vi: `Chứng thư trong SIGNING_KEY_NEXT («${next.path}») không dài hạn hơn chứng thư trong SIGNING_KEY («${current.path}»). Hãy kiểm tra có đổi chỗ hai tệp không.`,
      en: `The certificate in SIGNING_KEY_NEXT ("${next.path}") does not last longer than the one in SIGNING_KEY ("${current.path}"). Are the two files the wrong way round?`,
    });
  }
  if (!isInForce(successor.chain[0], now)) requireInForce(key.chain[0], now, current.path);
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
