import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { generateApi } from "swagger-typescript-api";
import { afterAll, beforeAll, expect, it } from "vitest";
import { sampleDossier } from "../kit/sample-dossier.ts";
import { KEYS, openContractGateway, type Api } from "./contract-gateway.ts";

const tsc = fileURLToPath(new URL("../../node_modules/.bin/tsc", import.meta.url));

/** What a developer writes with the client; compiled with it, so the types have to fit as well. */
const PROGRAM = `
import { Api, type DossierDetail, type DossierSummary, type Problem, type PromotionsDossier } from "./client.js";

export interface Seen {
  readonly outcome: string;
  readonly detail: DossierDetail;
  readonly listed: readonly DossierSummary[];
  readonly refused: Problem;
}

export async function run(baseUrl: string, key: string, dossier: PromotionsDossier): Promise<Seen> {
  const api = new Api({ baseUrl, baseApiParams: { headers: { Authorization: \`Bearer \${key}\` } } });
  const { data: pushed } = await api.dossiers.pushDossiers(dossier);
  const { data: detail } = await api.dossiers.getDossier(dossier.dossierCode);
  const { data: page } = await api.dossiers.listDossiers({ sector: dossier.sector, limit: 5 });
  const refused: Problem = await api.dossiers.getDossier("H26.107-260518-9999").then(
    () => { throw new Error("it was found"); },
    (answer: { readonly error: Problem }) => answer.error,
  );
  return { outcome: "outcome" in pushed ? pushed.outcome : "?", detail, listed: page.dossiers, refused };
}
`;

const folder = mkdtempSync(join(tmpdir(), "lienthong-client-"));
let api: Api;
beforeAll(async () => {
  api = await openContractGateway();
});
afterAll(async () => {
  await api[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

it("a client generated from the document compiles under strict settings, and works", { timeout: 300_000 }, async () => {
  const document = await api.call("/openapi.json");
  await generateApi({
    spec: document.body,
    output: folder,
    fileName: "client.ts",
    silent: true,
    cleanOutput: false,
    moduleNameFirstTag: true,
    generateUnionEnums: true,
  });
  // The generator asks for no checks of what it makes; they are wanted here.
  const client = join(folder, "client.ts");
  writeFileSync(client, readFileSync(client, "utf8").replaceAll(/^.*@ts-nocheck.*$/gm, ""));
  writeFileSync(join(folder, "program.ts"), PROGRAM);
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }));
  const compilerOptions = {
    strict: true,
    target: "es2023",
    module: "nodenext",
    lib: ["es2023", "dom", "dom.iterable"],
    types: [],
    outDir: "built",
    rootDir: ".",
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*.ts"] }));
  await promisify(execFile)(tsc, ["--project", folder]).catch((error: unknown) => {
    throw new Error(`the client does not compile: ${(error as { readonly stdout?: string }).stdout ?? ""}`);
  });

  const program = (await import(pathToFileURL(join(folder, "built", "program.js")).href)) as {
    run(url: string, key: string, dossier: object): Promise<Record<string, unknown>>;
  };
  const dossier = sampleDossier("H26.107-260518-0001");
  const seen = await program.run(api.url, KEYS.all, dossier);
  expect(seen).toMatchObject({
    outcome: "accepted",
    detail: { dossierCode: dossier.dossierCode, syncState: "pending", dossier: { sector: dossier.sector } },
    listed: [{ dossierCode: dossier.dossierCode }],
    refused: { status: 404, code: "not-found" },
  });
});
