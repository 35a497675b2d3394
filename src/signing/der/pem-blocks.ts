/** One block of a PEM file (RFC 7468): DER in Base64 between a line that begins it and one that ends it. */
interface PemBlock {
  /** E.g. `CERTIFICATE`, `PRIVATE KEY`, `X509 CRL`. */
  readonly label: string;
  /** The block as it stands in the file, its two lines included. */
  readonly text: string;
  readonly base64: string;
}

const block = /-----BEGIN ([A-Z0-9 ]+)-----([\s\S]*?)-----END \1-----/g;

/** The blocks of a PEM text, in their order; what stands between them is passed over. Nothing is decoded. */
export function pemBlocks(text: string): PemBlock[] {
  return [...text.matchAll(block)].map(([whole, label = "", base64 = ""]) => ({ label, text: whole, base64 }));
}
