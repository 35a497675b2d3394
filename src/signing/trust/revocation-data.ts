import { answerOfCrl, crlFromFile } from "./crl.ts";
import { derTag } from "../der/der-tags.ts";
import { DerReader, NotDer, readDer } from "../der/read-der.ts";
import { answerOfOcsp } from "./ocsp.ts";
import { readableAnswer, type RevocationAnswer, type RevocationQuestion } from "./revocation-answer.ts";

/** What a CA said about revocation, kept to be read again later. */
export interface RevocationData {
  readonly kind: "crl" | "ocsp";
  /** DER. */
  readonly bytes: Uint8Array;
}

/**
 * Tells a list (DER or PEM) from a responder's answer (DER); undefined for anything else. Nothing in it is trusted yet.
 *
 * @example
 * readRevocationData(Buffer.from("30023000", "hex"))?.kind; // => "crl"
 * readRevocationData(body); // => undefined
 */
export function readRevocationData(file: Uint8Array): RevocationData | undefined {
  const bytes = crlFromFile(file);
  try {
    const { tag } = new DerReader(readDer(bytes, derTag.sequence)).take();
    if (tag === derTag.enumerated) return { kind: "ocsp", bytes };
    return tag === derTag.sequence ? { kind: "crl", bytes } : undefined;
  } catch (error) {
    if (error instanceof NotDer) return undefined;
    throw error;
  }
}

/** What is asked of kept data; its `now` is when the data was kept: it must have been fresh then. */
type KeptQuestion = Omit<RevocationQuestion, "allowSha1">;

/**
 * What kept data says of a certificate; undefined where none of it can be relied on for this one.
 *
 * @example
 * answerOfData([], { certificate: key.chain[0], issuer: ca, now }); // => undefined
 */
export function answerOfData(kept: readonly RevocationData[], question: KeptQuestion): RevocationAnswer | undefined {
  const answers = kept.map((one) => answerOfOne(one, question)).filter((answer) => answer !== undefined);
  // Who is revoked in one answer is revoked, whatever an older one says.
  return (
    answers.find(({ status }) => status === "revoked") ?? answers.find(({ status }) => status === "good") ?? answers[0]
  );
}

function answerOfOne({ kind, bytes }: RevocationData, question: KeptQuestion): RevocationAnswer | undefined {
  const read = kind === "crl" ? answerOfCrl : answerOfOcsp;
  // Kept when the container was made, and judged as of then: how long ago it had been given then is for its CA to bound.
  return readableAnswer(() => read(bytes, { ...question, allowSha1: false, maxAgeMs: Number.POSITIVE_INFINITY }));
}
