import { expect, it } from "vitest";
import { KEY_SECRET_BYTES, namedClient, writeApiKey } from "#core/access/api-key.ts";

it("a key that is made names its client, and holds all of its secret", () => {
  const secret = Uint8Array.from({ length: KEY_SECRET_BYTES }, (_, index) => 250 - index);
  const key = writeApiKey("mot-cua-ba-dinh", secret);
  expect(namedClient(key)).toBe("mot-cua-ba-dinh");
  expect(Buffer.from(key.slice("lt_mot-cua-ba-dinh_".length), "base64url")).toEqual(Buffer.from(secret));
  expect(key).toMatch(/^[\x21-\x7e]{16,512}$/);
});
