import { describe, expect, it } from "vitest";
import { webhookViews } from "../../src/flow/webhook-views.ts";
import { VENDOR } from "./flow-under-test.ts";

describe("how webhooks stand", () => {
  it("is not told of one that was never registered, nor asked where none is configured", async () => {
    expect(
      await webhookViews({ states: async () => [] }, [{ name: "new", client: "vendor", scope: null }], VENDOR),
    ).toEqual([]);
    const states = () => Promise.reject(new Error("it was asked"));
    expect(await webhookViews({ states }, [], VENDOR)).toEqual([]);
  });
});
