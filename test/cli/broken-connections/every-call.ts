import { DEFAULT_HTTP_LIMITS } from "#core/ports/http-limits.ts";
import type { HttpDependencies } from "../../../src/http/dependencies.ts";
import { createConsole } from "../../../src/console/console.ts";
import type { ConsoleDependencies } from "../../../src/console/dependencies.ts";
import { createPageShell } from "../../../src/console/page-shell.ts";
import { createClientShares } from "../../../src/http/access/client-shares.ts";
import { createHttpApp } from "../../../src/http/app.ts";
import { createDocs } from "../../../src/http/docs/docs-page.ts";
import { registry } from "../../adapters/adapter-folders.ts";
import { operationsOf } from "../../http/api-document.ts";
import { sampleDossier } from "../../kit/sample-dossier.ts";
import { rawCalls, type RawCall } from "./raw-call.ts";

/** Lines of an upload. */
const LINES = 20;
const FORM = "application/x-www-form-urlencoded";

/**
 * Every operation of the API's own document with every kind of body it takes, and every route beside them: console,
 * documentation, and whatever else is added.
 * @param document as the gateway serves it
 * @param as who calls: the key for the API, the cookie for the console
 * @param parameters values of parameters of paths that name something that is there; any other is given a word
 */
export function everyCall(
  document: { readonly paths?: object },
  as: { readonly key: string; readonly cookie: string },
  parameters: Readonly<Record<string, string>>,
): readonly RawCall[] {
  // The origin of forms is looked at.
  const headers = [`Authorization: Bearer ${as.key}`, `Cookie: ${as.cookie}`, "Origin: http://gateway"];
  const fill = (name: string) => parameters[name] ?? "mot-hai-ba";
  const operations = operationsOf(document).flatMap(({ method, path, requestBody }) => {
    const filled = path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => fill(name));
    const types = Object.keys(requestBody?.content ?? {});
    const bodies = types.map((type) => ({ type, text: bodyOf(path, type) }));
    return bodies.length === 0
      ? rawCalls({ method, path: filled, headers })
      : bodies.flatMap((body) => rawCalls({ method, path: filled, headers, body }));
  });
  const known = new Set(
    operationsOf(document).map(({ method, path }) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ":$1")}`),
  );
  const others = routesOfAll()
    .filter(({ method, path }) => !known.has(`${method} ${path.replaceAll(/\{[^}]*\}/g, "")}`))
    .flatMap(({ method, path }) =>
      rawCalls({
        method,
        path: path.replaceAll(/:(\w+)(?:\{[^}]*\})?/g, (_whole, name: string) => fill(name)).replace("*", "khong-co"),
        headers,
        ...(method === "POST" && { body: { type: FORM, text: `key=${as.key}` } }),
      }),
    );
  return [...operations, ...others];
}

/** Routes of the application, each once. Nobody calls it, so it needs nothing to answer with. */
function routesOfAll() {
  const limits = DEFAULT_HTTP_LIMITS;
  const shares = createClientShares(limits);
  const deps = { sectors: registry, limits, shares, reconciliation: {} } as unknown as HttpDependencies;
  const shell = createPageShell("0.1.0");
  const app = createHttpApp(deps, {
    console: createConsole({} as ConsoleDependencies, shell),
    docs: (openapi) => createDocs(openapi, shell),
  });
  const routes = app.routes.filter(({ method }) => method !== "ALL");
  return [...new Map(routes.map((route) => [`${route.method} ${route.path}`, route])).values()];
}

let pushed = 0;

/** Something of that kind; a push brings dossiers that nobody pushed before. */
function bodyOf(path: string, type: string): string {
  const isPush = path === "/v1/dossiers";
  if (type.endsWith("ndjson")) return Array.from({ length: LINES }, () => `${newDossier()}\n`).join("");
  if (type.endsWith("xml"))
    return '<?xml version="1.0" encoding="UTF-8"?><dossier><dossierCode>X</dossierCode></dossier>';
  return isPush ? newDossier() : '{ "reason": "" }';
}

function newDossier(): string {
  pushed += 1;
  return JSON.stringify(sampleDossier(`H36.03-260518-${String(pushed).padStart(5, "0")}`));
}
