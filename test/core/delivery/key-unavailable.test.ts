import { expect, it } from "vitest";
import { KeyUnavailable, SIGNING_KEY_UNAVAILABLE } from "#core/delivery/key-unavailable.ts";

it("a token that is away says by a stable code that it is, and when it may be asked again", () => {
  const text = { vi: "Mất thiết bị.", en: "Device lost." };
  const cause = new Error("CKR_DEVICE_REMOVED");
  expect(new KeyUnavailable(text, 5000, { cause })).toMatchObject({
    ...text,
    code: "key-away",
    retryAfterMs: 5000,
    cause,
  });
  expect(SIGNING_KEY_UNAVAILABLE).toBe("signing-key-away");
});
