import { expect, it } from "vitest";
import { leafOf } from "#core/proof/timestamps.ts";

it("a timestamp covers of an envelope its bytes' hash, then its signature's", () => {
  const [bodySha256, signatureSha256] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
  expect([...leafOf({ bodySha256, signatureSha256 })]).toEqual([...bodySha256, ...signatureSha256]);
});
