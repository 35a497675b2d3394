import type { Signer } from "#core/ports/ports.ts";

/**
 * One signer out of several, for keys that overlap: each signature is made with the key that is in force at that time
 * and lasts longest. Subject and end of validity are those of the key that lasts longest of all, in force or not yet.
 *
 * @example
 * const rolling = createRollingSigner([signer, createSigner({ profile: "jws", key })]);
 * const { header } = await rolling.sign(body, now);
 * header; // => "X-JWS-Signature"
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
