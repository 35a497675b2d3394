import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import { createPageShell } from "../../src/console/page-shell.ts";
import { createDocs } from "../../src/http/docs/docs-page.ts";
import { openApiDocument } from "../../src/http/docs/openapi.ts";
import { schemaTree, typeWords } from "../../src/http/docs/schema-tree.ts";

const shell = createPageShell("0.1.0");

async function docsOf(openapi: object): Promise<{ answer: Response; text: string }> {
  const app = new Hono();
  app.route(
    "/docs",
    createDocs(() => openapi, shell),
  );
  const answer = await app.request("/docs");
  return { answer, text: await answer.text() };
}

describe("the documentation", () => {
  it("shows every operation of the gateway's own document once, and links to it", async () => {
    const openapi = openApiDocument("0.1.0") as { paths: Record<string, Record<string, { summary: string }>> };
    const { answer, text } = await docsOf(openapi);
    expect(answer.headers.get("Content-Security-Policy")).toMatch(/^default-src 'none'/);
    const operations = Object.values(openapi.paths).flatMap((methods) => Object.values(methods));
    const anchors = [...text.matchAll(/<article class="operation sheet" id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(anchors).size).toBe(operations.length);
    for (const anchor of anchors) expect(text).toContain(`href="#${anchor}"`);
    for (const { summary } of operations) expect(text).toContain(summary);
    expect(text).toContain("Mã hồ sơ. Dossier code, at most 50 characters (MaHoSo).");
  });

  it("escapes the document, and works from its own files", async () => {
    const { text } = await docsOf({ paths: { "/v1/x": { get: { summary: "<b>x</b>", security: [] } } } });
    expect(text).toContain("&lt;b&gt;x&lt;/b&gt;");
    expect(text).toContain("Không cần khóa API.");
    expect(text).not.toMatch(/https?:\/\/|<script/);
    expect(text).toMatch(/href="\/docs\/static\/pages.css\?v=/);
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

  it("opens what is inside, through lists and references, and ends where a schema contains itself", async () => {
    const node = {
      type: "object",
      required: ["name"],
      properties: { name: { type: "string" }, below: { type: "array", items: { $ref: "#/components/schemas/Node" } } },
    };
    const tree = await schemaTree({ type: "array", items: node }, { components: { schemas: { Node: node } } });
    const text = tree.toString();
    expect(text).toMatch(/name<\/span><span class="type">chuỗi<\/span\s*><span class="must">bắt buộc/);
    expect(text.match(/<details>/g)?.length).toBeGreaterThan(5);
    expect(text.match(/<details>/g)?.length).toBeLessThan(20);
    expect(await schemaTree({ type: "string" }, {})).toBe("");
  });
});
