import { expect, it } from "vitest";
import { packedJson } from "../../../src/destinations/answers/json-text.ts";

it.each([
  [' {"a":1}', { a: 1 }],
  ["[1]", [1]],
  ["17", undefined],
  ["null", undefined],
  ['"x"', undefined],
  ["[LOI] thất bại", undefined],
  ["", undefined],
])("a text that is %j holds %j", (text, held) => {
  expect(packedJson(text)).toEqual(held);
});
