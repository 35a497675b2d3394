const block = /-----BEGIN X509 CRL-----([\s\S]*?)-----END X509 CRL-----/;

/** A revocation list as a file holds it, DER or PEM, as DER. What it says is not looked at. */
export function crlIn(file: Uint8Array): Uint8Array {
  const [, base64] = block.exec(Buffer.from(file).toString("latin1")) ?? [];
  return base64 === undefined ? file : Buffer.from(base64, "base64");
}
