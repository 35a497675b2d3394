import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { checkDossier } from "#core/dossier/check-dossier.ts";
import { DEFAULT_HTTP_LIMITS } from "#core/ports/http-limits.ts";
import { createClientShares } from "../../src/http/access/client-shares.ts";
import { allMessages } from "#core/message/plan-messages.ts";
import { dossierShapes } from "../../src/http/input/dossier-input.ts";
import { readXml } from "../../src/http/input/read-dossiers.ts";
import { dossierDocuments } from "../../src/http/endpoints/dossier-documents.ts";
import { sectorEndpoints } from "../../src/http/endpoints/sectors.ts";
import type { HttpEnv } from "../../src/http/http-env.ts";
import { loadSectors } from "../../src/compose/load-sectors.ts";
import { oracle } from "../kit/oracle.ts";
import { fakeClock } from "../kit/fake-clock.ts";
import { Hono } from "hono";

const sectors = await loadSectors();
const shapes = dossierShapes(sectors);
const read = (xml: string) => readXml(xml, shapes, { maxDepth: 32, maxXmlElements: 50_000 });
const folder = mkdtempSync(join(tmpdir(), "lienthong-xsd-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const xmllint = oracle("xmllint");

/** JSON as the XML form writes it: members as elements, lists as repeated elements, null as an empty element. */
function toXml(name: string, value: unknown): string {
  if (Array.isArray(value)) return value.map((item) => toXml(name, item)).join("");
  if (value === null) return `<${name}/>`;
  if (typeof value === "object") {
    return `<${name}>${Object.entries(value)
      .map(([key, member]) => toXml(key, member))
      .join("")}</${name}>`;
  }
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return `<${name}>${text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</${name}>`;
}

async function xsdOf(sector: string): Promise<string> {
  const endpoints = sectorEndpoints({ clock: fakeClock(), sectors }, dossierDocuments(sectors));
  const xsd = endpoints.find(({ operationId }) => operationId === "getSectorXsd");
  if (xsd === undefined) throw new Error("there is no XSD");
  const app = new Hono<HttpEnv>().get("/:sector", (c) =>
    xsd.respond(c, { limits: DEFAULT_HTTP_LIMITS, shares: createClientShares(DEFAULT_HTTP_LIMITS) }),
  );
  return (await app.request(`/${sector}`)).text();
}

describe.each(sectors.all.map(({ sector }) => sector))("XML of %s", (sector) => {
  const root = new URL(`../../adapters/${sector}/samples/`, import.meta.url);
  const samples = readdirSync(root).filter((name) => name.endsWith(".json"));

  it.each(samples)("%s says the same in XML as in JSON", (name) => {
    const json: unknown = JSON.parse(readFileSync(new URL(name, root), "utf8"));
    const parsed = read(`<?xml version="1.0"?>${toXml("dossier", json)}`);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
    const fromXml = checkDossier(parsed.value, sectors);
    const fromJson = checkDossier(json, sectors);
    if (!fromXml.ok || !fromJson.ok) throw new Error(JSON.stringify([fromXml, fromJson]));
    expect(allMessages(fromXml)).toEqual(allMessages(fromJson));
  });

  it.runIf(xmllint)("xmllint accepts every sample by the XSD, and refuses a name it does not know", async () => {
    const schema = join(folder, `${sector}.xsd`);
    writeFileSync(schema, await xsdOf(sector));
    const validate = (xml: string): boolean => {
      const file = join(folder, `${sector}.xml`);
      writeFileSync(file, xml);
      try {
        execFileSync(xmllint ?? "", ["--noout", "--schema", schema, file], { stdio: "pipe" });
        return true;
      } catch {
        return false;
      }
    };
    for (const name of samples) {
      const json: unknown = JSON.parse(readFileSync(new URL(name, root), "utf8"));
      expect(validate(toXml("dossier", json)), name).toBe(true);
    }
    const nil = '<dossier xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><fees xsi:nil="true"/></dossier>';
    expect(validate(nil)).toBe(true);
    expect(validate("<dossier><dosierCode>H26</dosierCode></dossier>")).toBe(false);
  });
});
