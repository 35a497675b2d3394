import { expect, it } from "vitest";
import { isUntrusted } from "#core/proof/found-signature.ts";

it("an answer that came and was not believed is told from one that was, or never came", () => {
  const causes = ["receipt-unsigned", "receipt-refused", "receipt-untrusted", "receipt-unchecked"];
  expect(causes.filter((cause) => !isUntrusted({ cause }))).toEqual([]);
  expect(["accepted", "timeout", "receipt", "", "constructor"].filter((cause) => isUntrusted({ cause }))).toEqual([]);
});
