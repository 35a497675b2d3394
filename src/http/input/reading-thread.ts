import { constants, setPriority } from "node:os";
import { parentPort, workerData } from "node:worker_threads";
import { readDossiers } from "./read-dossiers.ts";
import { packText, type PackedText, type ThreadData, type ThreadRequest } from "./thread-message.ts";

// Entry of a thread of createReadingPool: reads one text after the other and knows nothing else.

const given = workerData as ThreadData;

// Whoever sent much waits longer, not the others. Elsewhere than on Linux this would be the priority of the whole process.
if (process.platform === "linux") setPriority(constants.priority.PRIORITY_LOW);

parentPort?.on("message", ({ bytes, format }: ThreadRequest) => {
  const packed = packText(readDossiers(bytes, format, given));
  parentPort?.postMessage(packed, buffersOf(packed));
});

function buffersOf(packed: PackedText): ArrayBuffer[] {
  const reads = packed.kind === "batch" ? packed.items : packed.kind === "one" ? [packed.read] : [];
  return reads.flatMap((read) => (read.ok ? [read.packed.buffer] : []));
}
