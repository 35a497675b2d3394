import { createPublicKey, type KeyObject, type X509Certificate } from "node:crypto";

import { Fault } from "#core/fault.ts";

import { isInForce, isIssuedBy } from "../trust/certificate.ts";
import { algorithmFor, smallestRsaBits } from "../algorithms/jws-algorithms.ts";
import { type EcdsaForm, signInThreadPool } from "./thread-pool-signing.ts";

/** A key that signs, wherever it is kept, with its certificate chain, checked to belong together. */
export interface SigningKey {
  /** Where it is kept, for messages: a file, or an address in a token. Never holds a secret. */
  readonly path: string;
  readonly publicKey: KeyObject;
  /** The signing certificate first, then each one's issuer, as far as they are there. */
  readonly chain: readonly [X509Certificate, ...X509Certificate[]];
  /**
   * Signs bytes with SHA-256: RSASSA-PKCS1-v1_5 or ECDSA, after the kind of key. Does not hold the event loop.
   *
   * @throws Fault `key-away` while a token that keeps the key cannot be reached
   */
  sign(bytes: Uint8Array, form: EcdsaForm): Promise<Buffer>;
}

/** A signing key whose private half is in this process. */
export interface FileSigningKey extends SigningKey {
  readonly privateKey: KeyObject;
}

/** What a key file holds, before anything is known to fit. */
export interface KeyFileContent {
  readonly privateKeys: readonly KeyObject[];
  readonly certificates: readonly X509Certificate[];
}

/**
 * Every pair of private key and certificate that belong together, each with its chain in order, the one that lasts longest
 * first: a renewal is often kept beside its predecessor, for the same key or for a new one.
 *
 * @throws Fault `key-unreadable` when there is no key or no certificate, or a key is of a kind or size not accepted;
 * `key-mismatch` when no certificate belongs to a key
 */
export function assembleSigningKeys(
  path: string,
  { privateKeys, certificates }: KeyFileContent,
): readonly [FileSigningKey, ...FileSigningKey[]] {
  if (privateKeys.length === 0) {
    throw new Fault("key-unreadable", {
      vi: `Tệp «${path}» không chứa khóa bí mật. Hãy xuất lại chứng thư kèm khóa bí mật (PKCS#12 hoặc PEM).`,
      en: `"${path}" holds no private key. Export the certificate again together with its private key (PKCS#12 or PEM).`,
    });
  }
  if (certificates.length === 0) {
    throw new Fault("key-unreadable", {
      vi: `Tệp «${path}» không chứa chứng thư số. Hãy thêm chứng thư của khóa (và chứng thư CA trung gian) vào tệp.`,
      en: `"${path}" holds no certificate. Add the key's certificate (and the intermediate CA's) to the file.`,
    });
  }
  const pairs = certificates
    .toSorted((a, b) => b.validToDate.getTime() - a.validToDate.getTime())
    .flatMap((leaf) => {
      const privateKey = privateKeys.find((one) => leaf.checkPrivateKey(one));
      return privateKey === undefined ? [] : [{ leaf, privateKey }];
    });
  for (const { privateKey } of pairs) requireAcceptable(path, privateKey);
  const [first, ...others] = pairs.map(({ leaf, privateKey }) =>
    keyInProcess(path, privateKey, [leaf, ...issuersOf(leaf, certificates)]),
  );
  if (first !== undefined) return [first, ...others];
  throw new Fault("key-mismatch", {
    vi: `Khóa bí mật và chứng thư số trong «${path}» không thuộc về nhau. Hãy xuất lại cả hai từ cùng một chứng thư.`,
    en: `The private key and the certificate in "${path}" do not belong together. Export both again from one certificate.`,
  });
}

/**
 * Of the keys of one place those that sign from now on, in the order in which they do: the one in force that lasts longest,
 * and each that comes into force later and lasts longer. Where none is in force: what comes next, or was the last.
 */
export function keysFrom<Key extends SigningKey>(keys: readonly [Key, ...Key[]], now: Date): readonly [Key, ...Key[]] {
  const longestFirst = keys.toSorted((a, b) => endOf(b) - endOf(a));
  const present = longestFirst.find(({ chain: [leaf] }) => isInForce(leaf, now));
  const coming = longestFirst
    .filter((key) => key.chain[0].validFromDate > now && (present === undefined || endOf(key) > endOf(present)))
    .toSorted((a, b) => a.chain[0].validFromDate.getTime() - b.chain[0].validFromDate.getTime());
  const [first = longestFirst[0] ?? keys[0], ...others] = present === undefined ? coming : [present, ...coming];
  return [first, ...others];
}

const endOf = ({ chain: [leaf] }: SigningKey): number => leaf.validToDate.getTime();

/** A signing key out of a private key that is at hand; nothing is checked. */
export function keyInProcess(path: string, privateKey: KeyObject, chain: SigningKey["chain"]): FileSigningKey {
  return { path, privateKey, publicKey: createPublicKey(privateKey), chain, sign: signInThreadPool(privateKey) };
}

/**
 * @param key the private key, or its public half
 * @throws Fault `key-unreadable` when it is of a kind or size not accepted
 */
export function requireAcceptable(path: string, key: KeyObject): void {
  const algorithm = algorithmFor(key);
  if (algorithm === undefined) {
    throw new Fault("key-unreadable", {
      vi: `Loại khóa trong «${path}» không được hỗ trợ. Hãy dùng khóa RSA từ ${smallestRsaBits} bit hoặc ECDSA P-256.`,
      en: `The kind of key in "${path}" is not supported. Use RSA of at least ${smallestRsaBits} bits or ECDSA P-256.`,
    });
  }
  if (!algorithm.isStrong(key)) {
    throw new Fault("key-unreadable", {
      vi: `Khóa RSA trong «${path}» ngắn hơn ${smallestRsaBits} bit nên bị từ chối. Hãy xin cấp chứng thư với khóa dài hơn.`,
      en: `The RSA key in "${path}" is shorter than ${smallestRsaBits} bits and is refused. Get a certificate for a longer key.`,
    });
  }
}

/**
 * The issuers of a certificate, one above the other, as far as they are among `certificates`.
 *
 * @example
 * issuersOf(key.chain[0], [ca]).map(subjectOf); // => [subjectOf(ca)]
 */
export function issuersOf(leaf: X509Certificate, certificates: readonly X509Certificate[]): X509Certificate[] {
  const issuers: X509Certificate[] = [];
  const left = new Set(certificates);
  let current = leaf;
  for (;;) {
    left.delete(current);
    const issuer = [...left].find((candidate) => isIssuedBy(current, candidate));
    if (issuer === undefined) return issuers;
    issuers.push(issuer);
    current = issuer;
  }
}
