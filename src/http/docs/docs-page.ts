import { Hono } from "hono";
import { html } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import { anchorOf, groupsOf, type ApiOperation, type OpenApiDocument, type Parameter } from "./openapi-reading.ts";
import { schemaTree, typeWords } from "./schema-tree.ts";

type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** The frame that the pages of the house share; the composer hands it in. */
export interface DocsShell {
  /** Style sheets and fonts. */
  readonly assets: Hono;
  readonly headers: Readonly<Record<string, string>>;
  page(content: { readonly base: string; readonly title: string; readonly main: Html; readonly bar: Html }): Html;
}

/** The documentation of the API, to be mounted at `/docs`: drawn from the OpenAPI document, with nothing from elsewhere. */
export function createDocs(openapi: () => object, shell: DocsShell): Hono {
  const app = new Hono();
  app.route("/static", shell.assets);
  app.get("/", async (c) => {
    const bar = html`<nav class="bar-end" aria-label="Liên kết">
      <a href="/openapi.json">openapi.json</a><a href="/console">Trang theo dõi</a>
    </nav>`;
    const page = shell.page({ base: "/docs", title: "Tài liệu API", main: docsPage(openapi()), bar });
    return c.html(page, 200, { ...shell.headers, "Cache-Control": "no-cache" });
  });
  return app;
}

/** The body of the page for an OpenAPI 3.1 document. Descriptions are shown as they are written: Vietnamese, then English. */
export function docsPage(openapi: OpenApiDocument): Html {
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
      <p class="docs-lead next">${openapi.info?.summary ?? openapi.info?.description ?? ""}</p>
      ${groups.map(
        ({ name, operations }) =>
          html`<h2 class="docs-group">${name}</h2>
            ${operations.map((operation) => operationPart(operation, openapi))}`,
      )}
    </div>
  </div>`;
}

function operationPart(operation: ApiOperation, openapi: OpenApiDocument): Html {
  const { path, summary, description, parameters = [], requestBody, responses = {}, needsKey } = operation;
  return html`<article class="operation sheet" id="${anchorOf(operation)}">
    <h3 class="operation-line">${methodWord(operation)}<span>${path}</span></h3>
    <p>${summary ?? ""}</p>
    ${description === undefined ? "" : html`<p class="next">${description}</p>`}
    ${needsKey ? html`<p class="next">Cần <code>Authorization: Bearer KHÓA</code></p>` : html`<p class="next">Không cần khóa API.</p>`}
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
  openapi: OpenApiDocument,
): Html[] {
  return Object.entries(content).map(([type, { schema }]) =>
    schema === undefined
      ? html`<p><code>${type}</code></p>`
      : html`<details>
          <summary><code>${type}</code> <span class="type">${typeWords(schema)}</span></summary>
          ${schemaTree(schema, openapi)}
        </details>`,
  );
}

function methodWord({ method }: ApiOperation): Html {
  return html`<span class="method tone-${method === "get" ? "done" : "pending"}">${method}</span>`;
}
