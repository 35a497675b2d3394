import type { EvidenceAttempt } from "#core/proof/evidence.ts";
import { receiptFiles } from "./names.ts";
import type { ContainerFile } from "./zip-writer.ts";

/** The attempts as `attempts.json` tells them: signed answers by the names of their files. */
export function tellAttempts(attempts: readonly EvidenceAttempt[]) {
  return attempts.map(({ receipt, ...attempt }, index) => {
    if (receipt === null) return { ...attempt, receipt };
    const { body: _body, value: _value, ...found } = receipt;
    return { ...attempt, receipt: { ...found, ...receiptFiles(index + 1, receipt.header) } };
  });
}

/** The exact bytes of every signed answer, and the signature over them. */
export function filesOfReceipts(attempts: readonly EvidenceAttempt[]): (ContainerFile & { readonly type: string })[] {
  return attempts.flatMap(({ receipt }, index) => {
    if (receipt === null) return [];
    const names = receiptFiles(index + 1, receipt.header);
    return [
      { name: names.body, type: "application/octet-stream", bytes: receipt.body },
      { name: names.signature, type: "text/plain", bytes: Buffer.from(receipt.value) },
    ];
  });
}
