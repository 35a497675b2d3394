import type { EvidenceEnvelope } from "#core/proof/evidence.ts";
import { BATCH_HEADER } from "../signing/containers/batch/batch-value.ts";
import { CMS_HEADER } from "../signing/containers/cms/sign-cms.ts";
import { XML_SIGNATURE_HEADER } from "../signing/containers/xml/detached-xml.ts";

/** Files of a container that tell the story; all are JSON. */
export const storyFiles = {
  index: "evidence.json",
  messages: "messages.json",
  attempts: "attempts.json",
  timeline: "timeline.json",
  audit: "audit.json",
  timestamps: "timestamps.json",
} as const;

export const readmeFile = "README.txt";
export const certificateFolder = "certificates/";
export const revocationFolder = "revocation/";

/** The names under which docs/signing.md verifies by hand, in a folder per envelope. */
export function bodyFile({ id }: Pick<EvidenceEnvelope, "id">): string {
  return `envelopes/${id}/envelope.body`;
}

export function signatureFile({ id, signature }: Pick<EvidenceEnvelope, "id" | "signature">): string {
  return `envelopes/${id}/envelope.${endingOf(signature.header)}`;
}

/** A signed answer and its signature, by the place of the attempt in `attempts.json`, from 1. */
export function receiptFiles(place: number, header: string): { readonly body: string; readonly signature: string } {
  return { body: `receipts/${place}/answer.body`, signature: `receipts/${place}/answer.${endingOf(header)}` };
}

function endingOf(header: string): string {
  const endings: Readonly<Record<string, string>> = {
    [XML_SIGNATURE_HEADER]: "xml64",
    [CMS_HEADER]: "cms64",
    [BATCH_HEADER]: "batch",
  };
  return endings[header] ?? "jws";
}

export function tokenFile(timestampId: string): string {
  return `timestamps/${timestampId}.tst`;
}
