import { createReadStream } from "node:fs";
import type { Events } from "#core/ports/events.ts";

/** Lists of national CAs have some megabytes; what is larger is a wrong path. */
const LARGEST_BYTES = 16 * 1024 * 1024;

/**
 * What the CAs say about revocation, from files that somebody keeps up to date. A file that cannot be read is left out and
 * told to the log: evidence is not held up by it, and its verifier says what it could not check.
 */
export function revocationFiles(paths: readonly string[], events: Pick<Events, "failed">) {
  return async function read(): Promise<readonly Uint8Array[]> {
    const found: Uint8Array[] = [];
    for (const path of paths) {
      try {
        found.push(await readUpTo(path, LARGEST_BYTES));
      } catch (error) {
        events.failed("revocation-files", error);
      }
    }
    return found;
  };
}

async function readUpTo(path: string, largest: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > largest) throw new RangeError(`${path} has more than ${largest} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
