import { type KeyObject, sign } from "node:crypto";

/** How the two numbers of an ECDSA signature are written: side by side, or as ASN.1. RSA has one way only. */
export type EcdsaForm = "ieee-p1363" | "der";

/** Signs in the thread pool, so many signatures are made at once on all cores, without holding the event loop. */
export function signInPool(privateKey: KeyObject): (bytes: Uint8Array, form: EcdsaForm) => Promise<Buffer> {
  // The bare key, which is cheaper to pass, where that is enough.
  const sideBySide =
    privateKey.asymmetricKeyType === "ec" ? ({ key: privateKey, dsaEncoding: "ieee-p1363" } as const) : privateKey;
  return (bytes, form) =>
    new Promise((resolve, reject) => {
      sign("sha256", bytes, form === "der" ? privateKey : sideBySide, (error, signature) => {
        if (error) reject(error);
        else resolve(signature);
      });
    });
}
