import { createConfig, lintFromString } from "@redocly/openapi-core";
import { describe, expect, it } from "vitest";
import { AREAS } from "../../src/http/areas.ts";
import { loadSectors } from "../../src/compose/load-sectors.ts";
import { documentOf, operationsOf } from "./api-document.ts";

const sectors = await loadSectors();
const document = documentOf(sectors);
const operations = operationsOf(document);

describe("the OpenAPI document", () => {
  it("keeps the recommended rules of Redocly", async () => {
    const config = await createConfig({ extends: ["recommended"] });
    const problems = await lintFromString({ source: JSON.stringify(document), config });
    expect(problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer])).toEqual([]);
  });

  it("gives every operation a name of its own, an area and a summary in two languages", () => {
    const ids = operations.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(operations.length);
    for (const { path, operationId, summary = "", tags = [] } of operations) {
      expect([path, operationId]).toEqual([path, expect.stringMatching(/^[a-z][A-Za-z]+$/)]);
      expect([path, Object.keys(AREAS)]).toEqual([path, expect.arrayContaining([...tags])]);
      expect([path, summary]).toEqual([path, expect.stringMatching(/^\p{Lu}.*\. [A-Z].*\.$/u)]);
    }
    expect(new Set(operations.flatMap(({ tags = [] }) => tags))).toEqual(new Set(Object.keys(AREAS)));
  });

  it("says what every answer holds: JSON by a schema with a name, anything else as text or bytes, or that it leads away", () => {
    for (const { path, method, responses } of operations) {
      const good = Object.entries(responses).filter(([status]) => status < "400");
      expect([path, good.length]).not.toEqual([path, 0]);
      for (const [status, { content }] of Object.entries(responses)) {
        const place = `${method} ${path} ${status}`;
        if (content === undefined) {
          expect([place, status]).toEqual([place, expect.stringMatching(/^(?:303|400)$/)]);
          continue;
        }
        for (const [type, { schema }] of Object.entries(content)) {
          const wanted = type.includes("json")
            ? { $ref: expect.stringMatching(/^#\/components\/schemas\/[A-Z]/) }
            : { type: "string" };
          expect([place, schema]).toEqual([place, expect.objectContaining(wanted)]);
        }
      }
    }
  });

  it("describes the record of each sector there is, told apart by the sector", () => {
    const schemas = (document.components?.schemas ?? {}) as Readonly<
      Record<string, { readonly discriminator?: { readonly propertyName: string; readonly mapping: object } }>
    >;
    const { discriminator } = schemas["Dossier"] ?? {};
    expect(discriminator?.propertyName).toBe("sector");
    expect(JSON.stringify(document.paths?.["/v1/dossiers"]?.post?.requestBody)).toContain(
      '"#/components/schemas/Dossier"',
    );
    expect(Object.keys(discriminator?.mapping ?? {})).toEqual(sectors.all.map(({ sector }) => sector));
    const [first] = sectors.all;
    if (first === undefined) throw new Error("there is no sector");
    const another = { ...first, sector: "land-use" };
    const grown = documentOf({ all: [...sectors.all, another], find: () => undefined });
    expect(Object.keys(grown.components?.schemas ?? {})).toEqual(
      expect.arrayContaining(["LandUseDossier", "LandUseRecord"]),
    );
  });
});
