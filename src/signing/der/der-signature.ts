import { integer, sequence } from "./write-der.ts";

/** r and s side by side, as a token gives an ECDSA signature, to ASN.1 `Ecdsa-Sig-Value` (RFC 3279, section 2.2.3). */
export function toDerSignature(signature: Buffer): Buffer {
  const half = signature.length / 2;
  return sequence(integer(signature.subarray(0, half)), integer(signature.subarray(half)));
}
