import {
  referencesIn,
  withContents,
  withValuesAt,
  type ContentReference,
  type PlacedReference,
} from "#core/message/content-reference.ts";
import type { AttachmentStore } from "#core/ports/attachment-store.ts";
import { sha256 } from "./sha256.ts";

/** A content that something refers to is gone, or is no longer what it was: by its hash. */
export interface MissingContent {
  readonly missing: string;
}

/** Where kept contents are read. */
export type ContentReader = Pick<AttachmentStore, "read">;

/** The text kept under a hash; null where there is none, or where it was damaged. */
export async function readContent(attachments: ContentReader, hash: string): Promise<string | null> {
  const bytes = await attachments.read(hash);
  return bytes === null || sha256(bytes) !== hash ? null : new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}

/** The canonical JSON of a stored payload, byte for byte what it was before values of it were kept aside. */
export async function readPayload(
  attachments: ContentReader,
  stored: string,
): Promise<{ readonly text: string } | MissingContent> {
  const contents = await readContents(attachments, referencesIn(stored));
  return "missing" in contents ? contents : { text: withContents(stored, contents.textOf) };
}

/** A stored dossier with all its values. */
export async function readWholeDossier(
  attachments: ContentReader,
  dossier: Readonly<Record<string, unknown>>,
  largeValues: readonly PlacedReference[],
): Promise<{ readonly dossier: Readonly<Record<string, unknown>> } | MissingContent> {
  const contents = await readContents(attachments, largeValues);
  if ("missing" in contents) return contents;
  return { dossier: withValuesAt(dossier, largeValues, ({ sha256: hash }) => contents.textOf(hash)) };
}

/** One after the other: each may be many megabytes, and seldom is there more than one. */
async function readContents(
  attachments: ContentReader,
  references: readonly ContentReference[],
): Promise<{ readonly textOf: (hash: string) => string } | MissingContent> {
  const texts = new Map<string, string>();
  for (const { sha256: hash } of references) {
    const text = texts.get(hash) ?? (await readContent(attachments, hash));
    if (text === null) return { missing: hash };
    texts.set(hash, text);
  }
  // Every hash that is asked for was among the references.
  return { textOf: (hash) => texts.get(hash) as string };
}
