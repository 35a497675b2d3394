import type { KeyObject } from "node:crypto";

/** The names this gateway signs with and accepts (RFC 7518, section 3.1). Nothing symmetric, and never `none`. */
export type JwsAlgorithmName = "RS256" | "ES256";

export interface JwsAlgorithm {
  readonly name: JwsAlgorithmName;
  readonly digest: "sha256";
  /** ECDSA signatures travel as r and s side by side, not as ASN.1 (RFC 7518, section 3.4). */
  readonly dsaEncoding?: "ieee-p1363";
  /** The key, private or public, is of the kind this algorithm is for. */
  readonly fits: (key: KeyObject) => boolean;
  readonly isStrong: (key: KeyObject) => boolean;
}

/** RFC 7518, section 3.3: RSA keys under 2048 bits must not be used. */
export const smallestRsaBits = 2048;

const algorithms: Readonly<Record<JwsAlgorithmName, JwsAlgorithm>> = {
  RS256: {
    name: "RS256",
    digest: "sha256",
    fits: (key) => key.asymmetricKeyType === "rsa",
    isStrong: (key) => (key.asymmetricKeyDetails?.modulusLength ?? 0) >= smallestRsaBits,
  },
  ES256: {
    name: "ES256",
    digest: "sha256",
    dsaEncoding: "ieee-p1363",
    fits: (key) => key.asymmetricKeyType === "ec" && key.asymmetricKeyDetails?.namedCurve === "prime256v1",
    isStrong: () => true,
  },
};

/** Every algorithm of the table, for those who accept them all. */
export const jwsAlgorithmNames = Object.keys(algorithms) as readonly JwsAlgorithmName[];

/** The algorithm a key signs with, if there is one. */
export function algorithmFor(key: KeyObject): JwsAlgorithm | undefined {
  return Object.values(algorithms).find((algorithm) => algorithm.fits(key));
}

/** The algorithm a header names, if it is one of ours. */
export function algorithmNamed(name: string): JwsAlgorithm | undefined {
  return Object.values(algorithms).find((algorithm) => algorithm.name === name);
}
