import { setTimeout as sleep } from "node:timers/promises";
import { Fault } from "#core/fault.ts";
import type { DossierDetail } from "#core/ports/status-reads.ts";

/** What a call was answered with. */
export interface GatewayAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Where a dossier ended up. */
export type FinalState = "in-sync" | "parked" | "refused" | "timed-out";

/** A small client of the gateway's own API, as a vendor would write one. */
export function createGatewayClient(url: string, apiKey: string) {
  const headers = { Authorization: `Bearer ${apiKey}` };

  async function call(path: string, init: RequestInit = {}): Promise<GatewayAnswer> {
    const response = await fetch(new URL(path, url), {
      ...init,
      headers: { ...headers, ...(init.headers as Readonly<Record<string, string>> | undefined) },
    });
    return { status: response.status, body: (await response.json()) as Readonly<Record<string, unknown>> };
  }
  const get = async (path: string) => (await call(path)).body;
  const send = (path: string, body: string, contentType: string) =>
    call(path, { method: "POST", headers: { "Content-Type": contentType }, body });

  return {
    call,
    get,
    post: (path: string, body: object): Promise<GatewayAnswer> => send(path, JSON.stringify(body), "application/json"),
    push: (body: string, contentType: string): Promise<GatewayAnswer> => send("/v1/dossiers", body, contentType),
    text: async (path: string): Promise<string> => (await fetch(new URL(path, url), { headers })).text(),

    /** Waits until the dossier needs nothing more, or nothing more will happen by itself. */
    settled: async (
      dossierCode: string,
      options: { readonly timeoutMs: number; readonly signal: AbortSignal },
    ): Promise<{ readonly state: FinalState; readonly detail: DossierDetail | null }> => {
      const deadline = Date.now() + options.timeoutMs;
      for (let wait = 20; Date.now() < deadline && !options.signal.aborted; wait = Math.min(wait * 1.5, 500)) {
        const detail = (await get(`/v1/dossiers/${encodeURIComponent(dossierCode)}`)) as unknown as DossierDetail;
        const { syncState } = detail;
        if (syncState === "in-sync" || syncState === "parked" || syncState === "refused")
          return { state: syncState, detail };
        await sleep(wait, undefined, { signal: options.signal }).catch(() => undefined);
      }
      return { state: "timed-out", detail: null };
    },
  };
}

export type GatewayClient = ReturnType<typeof createGatewayClient>;

/**
 * The body of a good answer.
 * @throws Fault `usage` with what the gateway said otherwise, or that it cannot be reached
 */
export async function wanted(asked: Promise<GatewayAnswer>): Promise<GatewayAnswer["body"]> {
  const { status, body } = await asked.catch((cause: unknown): never => {
    throw new Fault(
      "usage",
      { vi: "Không kết nối được gateway; kiểm tra --to.", en: "The gateway cannot be reached; check --to." },
      { cause },
    );
  });
  if (status < 300) return body;
  const errors = Array.isArray(body["errors"]) ? (body["errors"] as { readonly message?: unknown }[]) : [];
  const detail = [body["detail"], ...errors.map(({ message }) => message)].filter((part) => typeof part === "string");
  throw new Fault("usage", {
    vi: `Gateway trả lời ${status}: ${String(body["title"])}. ${detail.join(" ")}`,
    en: `The gateway answered ${status} (${String(body["code"])}).`,
  });
}
