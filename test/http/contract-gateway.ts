import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { toConfig } from "../../src/config/config.ts";
import { readEnv } from "../../src/config/env.ts";
import { EMPTY_CONFIG_FILE } from "../../src/config/file.ts";
import { envToSecrets } from "../../src/config/secrets.ts";
import { createGateway } from "../../src/compose/gateway.ts";
import { sha256 } from "../../src/flow/sha256.ts";
import { fillMigrated } from "../kit/migrated-folder.ts";
import { checkAnswer } from "./answer-check.ts";

export const KEYS = {
  all: "khoa-quan-tri-mau-0001",
  reader: "khoa-chi-xem-mau-0002",
  ward: "khoa-phuong-mau-0003",
} as const;

/** An answer with its body parsed; every answer of the API is JSON but the few a test reads as text. */
export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/**
 * A gateway on the embedded database whose portal is not there: what is pushed stays waiting, and nothing moves by itself.
 * Every answer is held against the OpenAPI document.
 */
export async function openContractGateway() {
  const folder = mkdtempSync(join(tmpdir(), "lienthong-api-"));
  await fillMigrated(folder);
  const env = readEnv({
    PORT: "0",
    PORTAL_URL: "http://127.0.0.1:4",
    DATA_DIR: folder,
    BOOTSTRAP_API_KEY: KEYS.all,
    LOG_LEVEL: "silent",
  });
  const config = toConfig(env, {
    ...EMPTY_CONFIG_FILE,
    clients: [
      { id: "reader", name: "Chỉ xem", keySha256: sha256(KEYS.reader), rights: ["read"] },
      { id: "ward", name: "Một phường", keySha256: sha256(KEYS.ward), rights: ["push", "read"], agencies: ["H26.107"] },
    ],
    limits: {
      ...EMPTY_CONFIG_FILE.limits,
      maxBodyBytes: 200_000,
      maxLineBytes: 20_000,
      maxBatch: 20,
      maxDepth: 12,
      maxXmlElements: 500,
      maxPageSize: 5,
    },
  });
  const gateway = await createGateway(config, envToSecrets(env, { portal: true, key: true }));

  async function call(path: string, init: RequestInit & { readonly key?: string | null } = {}): Promise<ApiAnswer> {
    const { key = KEYS.all, headers, ...rest } = init;
    const authorization = key === null ? {} : { Authorization: `Bearer ${key}` };
    const response = await fetch(new URL(path, gateway.url), {
      ...rest,
      headers: { ...authorization, ...(headers as Readonly<Record<string, string>> | undefined) },
    });
    const text = await response.text();
    const type = response.headers.get("Content-Type") ?? "";
    checkAnswer(rest.method ?? "GET", path, { status: response.status, type, text });
    const isJson = type.includes("json");
    const body = isJson ? (JSON.parse(text) as Readonly<Record<string, unknown>>) : {};
    return { status: response.status, headers: response.headers, text, body };
  }

  return {
    url: gateway.url,
    call,
    push: (
      body: unknown,
      options: {
        readonly key?: string;
        readonly headers?: Readonly<Record<string, string>>;
        readonly query?: string;
      } = {},
    ) =>
      call(`/v1/dossiers${options.query ?? ""}`, {
        method: "POST",
        ...(options.key === undefined ? {} : { key: options.key }),
        headers: { "Content-Type": "application/json", ...options.headers },
        body: typeof body === "string" ? body : JSON.stringify(body),
      }),
    [Symbol.asyncDispose]: async () => {
      await gateway[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type Api = Awaited<ReturnType<typeof openContractGateway>>;
