import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import { createPageShell } from "../../src/console/page-shell.ts";
import { AREAS } from "../../src/http/areas.ts";
import { createDocs } from "../../src/http/docs/docs-page.ts";
import { loadSectors } from "../../src/compose/load-sectors.ts";
import { schemaTree, typeWords } from "../../src/http/docs/schema-tree.ts";
import { documentOf, operationsOf } from "./api-document.ts";

const shell = createPageShell("0.1.0");
const document = documentOf(await loadSectors());

function docsOf(openapi: object) {
  return new Hono().route(
    "/docs",
    createDocs(() => openapi, shell),
  );
}

describe("the documentation", () => {
  it("shows every operation of the gateway's own document once, and links to it", async () => {
    const answer = await docsOf(document).request("/docs");
    const text = await answer.text();
    expect(answer.headers.get("Content-Security-Policy")).toMatch(/^default-src 'none'/);
    const operations = operationsOf(document);
    const anchors = [...text.matchAll(/<article class="operation sheet" id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(anchors).size).toBe(operations.length);
    for (const anchor of anchors) expect(text).toContain(`href="#${anchor}"`);
    for (const { summary = "?" } of operations) expect(text).toContain(summary.replaceAll("'", "&#39;"));
    for (const { vi } of Object.values(AREAS)) expect(text).toContain(`>${vi}</h2>`);
  });

  it("leads to each schema instead of holding it, as a page and as the part that the page fetches", async () => {
    const docs = docsOf(document);
    const page = await (await docs.request("/docs")).text();
    expect(page.length).toBeLessThan(operationsOf(document).length * 5_000);
    const places = new Set(
      [...page.matchAll(/data-schema="(\w+)"><a href="\/docs\/schemas\/\1"/g)].map(([, name]) => name),
    );
    expect([...places]).toEqual(expect.arrayContaining(["Dossier", "DossierDetail", "Problem", "SyncStatus"]));
    for (const name of Object.keys(document.components?.schemas ?? {})) {
      expect([name, (await docs.request(`/docs/schemas/${name}?fragment`)).status]).toEqual([name, 200]);
    }
    const fragment = await (await docs.request("/docs/schemas/CivilStatusDossier?fragment")).text();
    expect(fragment).toContain("Mã hồ sơ. Dossier code, at most 50 characters (MaHoSo).");
    expect(fragment).toContain('data-schema="CivilStatusRecord"');
    expect(fragment).not.toContain("<html");
    expect(await (await docs.request("/docs/schemas/CivilStatusDossier")).text()).toContain(
      "<h1>CivilStatusDossier</h1>",
    );
    expect((await docs.request("/docs/schemas/Nothing")).status).toBe(404);
  });

  it("is drawn once, and not sent again to whoever has it", async () => {
    let drawn = 0;
    const docs = new Hono().route(
      "/docs",
      createDocs(() => {
        drawn += 1;
        return { paths: {} };
      }, shell),
    );
    const first = await docs.request("/docs");
    const tag = first.headers.get("ETag") ?? "";
    const again = await docs.request("/docs", { headers: { "If-None-Match": tag } });
    expect([again.status, await again.text(), drawn]).toEqual([304, "", 1]);
    expect((await docs.request("/docs", { headers: { "If-None-Match": '"other"' } })).status).toBe(200);
  });

  it("escapes the document, and works from its own files", async () => {
    const docs = docsOf({ paths: { "/v1/x": { get: { summary: "<b>x</b>", security: [] } } } });
    const text = await (await docs.request("/docs")).text();
    expect(text).toContain("&lt;b&gt;x&lt;/b&gt;");
    expect(text).toContain("Không cần khóa API.");
    expect(text).not.toMatch(/https?:\/\/|<script>/);
    expect(text).toMatch(/href="\/docs\/static\/pages.css\?v=/);
    expect(text).toMatch(/<script type="module" src="\/docs\/static\/docs.js\?v=/);
  });
});

describe("a schema in words", () => {
  it.each([
    [{ type: "string", maxLength: 50 }, "chuỗi, tối đa 50 ký tự"],
    [{ type: "string", minLength: 1, maxLength: 9 }, "chuỗi, 1–9 ký tự"],
    [{ type: "integer", minimum: 0, maximum: Number.MAX_SAFE_INTEGER }, "số nguyên, ít nhất 0"],
    [{ type: "array", items: {}, maxItems: 500 }, "danh sách, tối đa 500 phần tử"],
    [{ enum: ["a", "b"] }, '"a" | "b"'],
    [{ anyOf: [{ type: "string", format: "uuid" }, { type: "null" }] }, "chuỗi, uuid, hoặc null"],
    [{ oneOf: [{ type: "string" }, { type: "object" }] }, "một trong 2 dạng"],
    [{ type: ["integer", "null"] }, "số nguyên, hoặc null"],
    [{ const: 1 }, "bất kỳ, luôn là 1"],
    [{ type: "boolean", default: false }, "đúng/sai, mặc định false"],
    [{}, "bất kỳ"],
  ])("%j", (schema, words) => {
    expect(typeWords(schema)).toBe(words);
  });

  it("opens what is inside, leads to what has a name of its own, and ends where a schema contains itself", async () => {
    const node = {
      type: "object",
      required: ["name"],
      properties: { name: { type: "string" }, below: { type: "array", items: { $ref: "#/components/schemas/Node" } } },
    };
    const openapi = { components: { schemas: { Node: node, Name: { type: "string" } } } };
    const text = (await schemaTree({ type: "array", items: node }, openapi)).toString();
    expect(text).toMatch(/name<\/span><span class="type">chuỗi<\/span\s*><span class="must">bắt buộc/);
    expect(text.match(/<details>/g)?.length).toBe(1);
    expect(text).toContain('<p data-schema="Node">');
    expect(await schemaTree({ type: "string" }, {})).toBe("");
    expect(await schemaTree({ $ref: "#/components/schemas/Name" }, openapi)).toBe("");
  });
});
