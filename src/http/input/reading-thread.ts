import { constants, setPriority } from "node:os";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { parentPort, workerData } from "node:worker_threads";
import { readDossiers } from "./read-dossiers.ts";
import { packText, type PackedText, type ThreadData, type ThreadRequest } from "./thread-message.ts";

// Entry of a thread of createReadingPool: reads one text after the other and knows nothing else.

const given = workerData as ThreadData;

// Whoever sent much waits longer, not the others. Elsewhere than on Linux this would be the priority of the whole process.
if (process.platform === "linux") setPriority(constants.priority.PRIORITY_LOW);

// A thread that waits for the next text sees no reason to give back what the last one took, five times its length and more.
setFlagsFromString("--expose-gc");
const tidyUp = runInNewContext("gc") as () => void;

/** Bytes of a text after which a thread tidies up at once. */
const LARGE = 1024 * 1024;

parentPort?.on("message", ({ bytes, format }: ThreadRequest) => {
  const size = bytes.byteLength;
  read(bytes, format);
  if (size > LARGE) setImmediate(tidyUp);
});

/** In a function of its own: nothing of the text outlives it. */
function read(bytes: Uint8Array, format: ThreadRequest["format"]): void {
  const packed = packText(readDossiers(bytes, format, given));
  parentPort?.postMessage(packed, buffersOf(packed));
}

function buffersOf(packed: PackedText): ArrayBuffer[] {
  const reads = packed.kind === "batch" ? packed.items : packed.kind === "one" ? [packed.read] : [];
  return reads.flatMap((read) => (read.ok ? [read.packed.buffer] : []));
}
