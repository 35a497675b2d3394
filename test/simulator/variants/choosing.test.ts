import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { VARIANTS } from "../../../src/simulator/variants/catalogue.ts";
import { openPortal } from "../open-portal.ts";
import { choose, openVariant } from "./open-variant.ts";
import { variantTable } from "./variant-table.ts";

describe("PUT /variant", () => {
  it("fills in what is not said, and GET tells what is played", async () => {
    const portal = await openPortal();
    const get = async () => (await portal.simulator.app.request("/variant")).json();
    expect(await get()).toEqual({ name: "usual" });
    const chosen = await choose(portal, { name: "late-apply", probability: 1 });
    expect(await chosen.json()).toEqual({ name: "late-apply", delayMs: 10_000, probability: 1 });
    expect(await get()).toEqual({ name: "late-apply", delayMs: 10_000, probability: 1 });
    await choose(portal, { name: "usual" });
    expect(await get()).toEqual({ name: "usual" });
  });

  it.each([
    ["a name nobody knows", { name: "explode" }, "/name"],
    ["no name", {}, "/name"],
    ["a setting of another", { name: "lookup-broken", lagMs: 5 }, "/lagMs"],
    ["a setting of the usual portal", { name: "usual", lagMs: 5 }, "/lagMs"],
    ["a value that is too large", { name: "lookup-stale", lagMs: 3_600_001 }, "/lagMs"],
    ["what is no object", [], ""],
  ])("refuses %s and goes on as before", async (_name, variant, pointer) => {
    const portal = await openVariant("session-single");
    const response = await choose(portal, variant);
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ code: "variant-invalid", errors: [{ pointer }] });
    expect(portal.simulator.variant.chosen).toEqual({ name: "session-single" });
  });

  it("is over when all is reset", async () => {
    const { simulator } = await openVariant("session-single");
    simulator.reset();
    expect(simulator.variant.chosen).toEqual({ name: "usual" });
  });
});

describe("GET /variants", () => {
  it("lists each with what it changes, why, and its settings", async () => {
    const { simulator } = await openPortal();
    const listed = (await (await simulator.app.request("/variants")).json()) as { name: string }[];
    expect(listed.map(({ name }) => name)).toEqual(VARIANTS.map(({ name }) => name));
    expect(listed.find(({ name }) => name === "lookup-stale")).toMatchObject({
      changes: { vi: expect.any(String) as string, en: expect.any(String) as string },
      why: { vi: expect.any(String) as string, en: expect.any(String) as string },
      settings: { lagMs: { type: "integer", default: 30_000, description: expect.any(String) as string } },
    });
  });

  it.each(VARIANTS.map((variant) => [variant.name, variant] as const))(
    "%s can be chosen as it stands",
    async (name) => {
      const portal = await openVariant(name);
      expect(portal.simulator.variant.chosen).toMatchObject({ name });
    },
  );

  it("has each name once", () => {
    const names = VARIANTS.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)]);
  });

  it("is the table of docs/simulator.md", () => {
    const page = readFileSync(new URL("../../../docs/simulator.md", import.meta.url), "utf8");
    expect(page, "put this table into docs/simulator.md").toContain(variantTable());
  });
});
