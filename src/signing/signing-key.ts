import type { KeyObject, X509Certificate } from "node:crypto";

import { Fault } from "#core/fault.ts";

import { isIssuedBy } from "./certificate.ts";
import { algorithmFor, smallestRsaBits } from "./jws-algorithms.ts";

/** A private key with its certificate chain, checked to belong together. */
export interface SigningKey {
  /** File it was read from, for messages. */
  readonly path: string;
  readonly privateKey: KeyObject;
  /** The signing certificate first, then each one's issuer, as far as the file goes. */
  readonly chain: readonly [X509Certificate, ...X509Certificate[]];
}

/** What a key file holds, before anything is known to fit. */
export interface KeyFileContent {
  readonly privateKeys: readonly KeyObject[];
  readonly certificates: readonly X509Certificate[];
}

/**
 * Picks the private key and certificate that belong together and puts the chain in order. Where several certificates
 * fit one key (a renewal kept beside its predecessor) the one that lasts longest is taken.
 *
 * @throws Fault `key-unreadable` when there is no key or no certificate, or the key is of a kind or size not accepted;
 * `key-mismatch` when no certificate belongs to the key
 */
export function assembleSigningKey(path: string, { privateKeys, certificates }: KeyFileContent): SigningKey {
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
  const newestFirst = certificates.toSorted((a, b) => b.validToDate.getTime() - a.validToDate.getTime());
  for (const privateKey of privateKeys) {
    const leaf = newestFirst.find((certificate) => certificate.checkPrivateKey(privateKey));
    if (leaf === undefined) continue;
    requireAcceptable(path, privateKey);
    return { path, privateKey, chain: [leaf, ...issuersOf(leaf, certificates)] };
  }
  throw new Fault("key-mismatch", {
    vi: `Khóa bí mật và chứng thư số trong «${path}» không thuộc về nhau. Hãy xuất lại cả hai từ cùng một chứng thư.`,
    en: `The private key and the certificate in "${path}" do not belong together. Export both again from one certificate.`,
  });
}

function requireAcceptable(path: string, privateKey: KeyObject): void {
  const algorithm = algorithmFor(privateKey);
  if (algorithm === undefined) {
    throw new Fault("key-unreadable", {
      vi: `Loại khóa trong «${path}» không được hỗ trợ. Hãy dùng khóa RSA từ ${smallestRsaBits} bit hoặc ECDSA P-256.`,
      en: `The kind of key in "${path}" is not supported. Use RSA of at least ${smallestRsaBits} bits or ECDSA P-256.`,
    });
  }
  if (!algorithm.isStrong(privateKey)) {
    throw new Fault("key-unreadable", {
      vi: `Khóa RSA trong «${path}» ngắn hơn ${smallestRsaBits} bit nên bị từ chối. Hãy xin cấp chứng thư với khóa dài hơn.`,
      en: `The RSA key in "${path}" is shorter than ${smallestRsaBits} bits and is refused. Get a certificate for a longer key.`,
    });
  }
}

function issuersOf(leaf: X509Certificate, certificates: readonly X509Certificate[]): X509Certificate[] {
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
