import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { KEYS, openContractGateway, type Api } from "../http/contract-gateway.ts";
import { play } from "./attack.ts";
import { CLASSES } from "./classes.ts";

/** The short form of `npm run hostile`: what is answered, not how fast. */
describe("a gateway under attack", () => {
  let api: Api | undefined;
  beforeAll(async () => {
    api = await openContractGateway();
  });
  afterAll(() => api?.[Symbol.asyncDispose]());

  it.each(CLASSES.map((attack) => [attack.name, attack] as const))(
    "answers %s with refusals only",
    async (_name, attack) => {
      const target = { url: api?.url ?? "", pushKey: KEYS.ward, fullKey: KEYS.all };
      const { cases, failures, wrong } = await play(attack, target, false);
      expect(wrong).toEqual([]);
      expect({ failures, hasCases: cases > 0 }).toEqual({ failures: 0, hasCases: true });
    },
  );
});
