import { Hono } from "hono";
import { html } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import { anchorOf, groupsOf, type ApiOperation, type DocumentReading, type Parameter } from "./openapi-reading.ts";
import { nameOf, schemaTree, typeWords } from "./schema-tree.ts";
import { servedText } from "../served-text.ts";

type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** The frame that the pages share; the composer hands it in. */
export interface DocsShell {
  /** Style sheets, fonts and scripts. */
  readonly assets: Hono;
  readonly headers: Readonly<Record<string, string>>;
  page(content: {
    readonly base: string;
    readonly title: string;
    readonly main: Html;
    readonly bar: Html;
    readonly scripts: readonly string[];
  }): Html;
}

/**
 * The documentation of the API, to be mounted at `/docs`: drawn from the OpenAPI document, with nothing from elsewhere.
 * Page and schemas are drawn once and then served from memory; a schema is fetched when somebody opens it.
 */
export function createDocs(document: () => object, shell: DocsShell): Hono {
  const app = new Hono();
  const openapi = (): DocumentReading => document();
  const headers = { ...shell.headers, "Content-Type": "text/html; charset=utf-8" };
  const framed = async (title: string, main: Html) =>
    (await shell.page({ base: "/docs", title, main, bar: BAR, scripts: ["docs.js"] })).toString();
  const schemas = new Map<string, ReturnType<typeof schemaPages>>();

  function schemaPages(name: string, schema: object) {
    const tree = () => schemaTree(schema, openapi());
    return {
      fragment: servedText(async () => (await tree()).toString(), headers),
      page: servedText(
        () =>
          framed(
            name,
            html`<h1>${name}</h1>
              <div class="docs-schema">${tree()}</div>`,
          ),
        headers,
      ),
    };
  }

  app.route("/static", shell.assets);
  app.get(
    "/",
    servedText(() => framed("Tài liệu API", docsPage(openapi())), headers),
  );
  app.get("/schemas/:name", async (c) => {
    const name = c.req.param("name");
    const schema = openapi().components?.schemas?.[name];
    if (schema === undefined) return c.notFound();
    const pages = schemas.get(name) ?? schemaPages(name, schema);
    schemas.set(name, pages);
    return c.req.query("fragment") === undefined ? pages.page(c) : pages.fragment(c);
  });
  return app;
}

const BAR = html`<nav class="bar-end" aria-label="Liên kết">
  <a href="/openapi.json">openapi.json</a><a href="/console">Trang theo dõi</a>
</nav>`;

/** The body of the page for an OpenAPI 3.1 document. Descriptions are shown as they are written: Vietnamese, then English. */
export function docsPage(openapi: DocumentReading): Html {
  const groups = groupsOf(openapi);
  return html`<div class="docs">
    <nav class="docs-index" aria-label="Các lời gọi">
      ${groups.map(
        ({ name, operations }) =>
          html`<h2>${name}</h2>
            <ul>
              ${operations.map(
                (operation) =>
                  html`<li>
                    <a href="#${anchorOf(operation)}">${methodWord(operation)}<span>${operation.path}</span></a>
                  </li>`,
              )}
            </ul>`,
      )}
    </nav>
    <div>
      <h1>Tài liệu API <small>${openapi.info?.version ?? ""}</small></h1>
      <p class="docs-lead next">${openapi.info?.description ?? openapi.info?.summary ?? ""}</p>
      ${groups.map(
        ({ name, about, operations }) =>
          html`<h2 class="docs-group">${name}</h2>
            ${about === undefined ? "" : html`<p class="docs-about">${about}</p>`}
            ${operations.map((operation) => operationPart(operation, openapi))}`,
      )}
    </div>
  </div>`;
}

function operationPart(operation: ApiOperation, openapi: DocumentReading): Html {
  const { path, summary, description, parameters = [], requestBody, responses = {}, needsKey } = operation;
  return html`<article class="operation sheet" id="${anchorOf(operation)}">
    <h3 class="operation-line">${methodWord(operation)}<span>${path}</span></h3>
    <p>${summary ?? ""}</p>
    ${(description ?? "")
      .split("\n\n")
      .filter((part) => part !== "")
      .map((part) => html`<p class="next">${part}</p>`)}
    ${needsKey ? needsRight(operation["x-right"]) : html`<p class="next">Không cần khóa API. <span lang="en">No key is needed.</span></p>`}
    ${
      parameters.length === 0
        ? ""
        : html`<h4>Tham số <span lang="en">Parameters</span></h4>
            <ul class="parameters">
              ${parameters.map(parameterPart)}
            </ul>`
    }
    ${
      requestBody?.content === undefined
        ? ""
        : html`<h4>Nội dung gửi <span lang="en">Request body</span></h4>
            ${contentParts(requestBody.content, openapi)}`
    }
    <h4>Trả lời <span lang="en">Responses</span></h4>
    <ul class="answers">
      ${Object.entries(responses).map(
        ([status, answer]) =>
          html`<li>
            <span class="number">${status}</span>
            ${answer.description ?? ""}${contentParts(answer.content ?? {}, openapi)}
          </li>`,
      )}
    </ul>
  </article>`;
}

function needsRight(right: string | undefined): Html {
  return html`<p class="next">
    Cần <code>Authorization: Bearer KHÓA</code>${right === undefined ? "" : html`, quyền <code>${right}</code>`}
  </p>`;
}

const PLACES: Readonly<Record<string, string>> = {
  path: "trong đường dẫn",
  query: "trong truy vấn",
  header: "trong tiêu đề",
  cookie: "trong cookie",
};

function parameterPart(parameter: Parameter): Html {
  const place = PLACES[parameter.in] ?? parameter.in;
  return html`<li>
    <span class="field">${parameter.name}</span><span class="type">${typeWords(parameter.schema ?? {})}</span>${
      parameter.required === true ? html`<span class="must">bắt buộc</span>` : ""
    }
    <small>${place}</small
    >${parameter.description === undefined ? "" : html`<span class="about">${parameter.description}</span>`}
  </li>`;
}

function contentParts(
  content: Readonly<Record<string, { readonly schema?: object }>>,
  openapi: DocumentReading,
): Html[] {
  return Object.entries(content).map(([type, { schema = {} }]) => {
    const inside = schemaTree(schema, openapi);
    const head = html`<code>${type}</code> <span class="type">${nameOf(schema) ?? typeWords(schema)}</span>`;
    return inside === ""
      ? html`<p>${head}</p>`
      : html`<details>
          <summary>${head}</summary>
          ${inside}
        </details>`;
  });
}

function methodWord({ method }: ApiOperation): Html {
  return html`<span class="method tone-${method === "get" ? "done" : "pending"}">${method}</span>`;
}
