import { Hono } from "hono";
import type { WebhookView } from "#core/ports/webhooks.ts";
import { createHash } from "node:crypto";
import type { Client } from "#core/client.ts";
import type { RefusedKey } from "#core/ports/events.ts";
import type { PageRequest } from "#core/ports/page.ts";
import type { DossierDetail, DossierFilter, DossierSummary } from "#core/ports/status-reads.ts";
import type { Scope } from "#core/scope.ts";
import { defineSector } from "#core/sector/sector.ts";
import { createConsole } from "../../src/console/console.ts";
import type { ConsoleClients, ConsoleDependencies, SyncView } from "../../src/console/dependencies.ts";
import type { ReconciliationView } from "../../src/console/reconciliation-list.ts";
import { memorySessions } from "../kit/memory-sessions.ts";
import { fakeClock, type FakeClock } from "../kit/fake-clock.ts";
import { OPERATOR, REFUSED_DOSSIER, SUMMARIES, VENDOR, WARD } from "./sample-dossiers.ts";

export const SYNC: SyncView = {
  portal: { reachable: true, breaker: "closed", since: "2026-05-18T06:12:40+07:00" },
  destinations: [{ name: "portal", pausedUntil: null, stoppedServices: [] }],
  queue: { depth: 1_284, oldestAgeSeconds: 137, etaSeconds: 214 },
  states: { pending: 1_281, inSync: 48_212, unknown: 3, parked: 7, refused: 2, notTold: 4 },
  nearDue: { withinHours: 24, dossiers: 12 },
  throughputPerMinute: 361,
};

const TITLES = {
  "civil-status": "Hộ tịch",
  "judicial-records": "Lý lịch tư pháp",
  "driving-licences": "Giấy phép lái xe",
  promotions: "Khuyến mại",
} as const;

const SECTORS = Object.entries(TITLES).map(([sector, title]) =>
  defineSector<never>({
    sector,
    title,
    titleEn: sector,
    version: "1",
    rules: [],
    procedures: [
      {
        code: "1.001193",
        name: "Đăng ký khai sinh",
        nameEn: "Birth registration",
        field: { code: "G15-HT01", name: "Hộ tịch" },
        from: null,
        to: null,
        source: "test",
      },
    ],
  }),
);

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

export interface OpenConsole {
  /** The application with the console at `/console`. */
  readonly app: Hono;
  readonly clock: FakeClock;
  /** Keys by client; deleting one ends what was logged in with it. */
  readonly keys: Map<Client, string>;
  /** What the list was asked for, the latest last. */
  readonly asked: { readonly filter: DossierFilter; readonly page: PageRequest; readonly scope: Scope }[];
  /** Keys that were refused, and what the audit log has of them. */
  readonly refusals: readonly RefusedKey[];
  readonly audit: readonly string[];
  /** Whose figures were asked for, the latest last. */
  readonly counted: readonly Scope[];
  /** Logs in and gives the cookie. */
  logIn(key?: string): Promise<string>;
  /** The text of a page as somebody logged in sees it. */
  read(path: string, cookie?: string): Promise<string>;
}

export interface ConsoleInput {
  readonly sync?: () => Promise<SyncView>;
  readonly webhooks?: readonly WebhookView[];
  readonly summaries?: readonly DossierSummary[];
  readonly details?: readonly DossierDetail[];
  readonly differences?: ReconciliationView;
  readonly limits?: ConsoleDependencies["limits"];
  readonly start?: string;
  readonly signingEndsAt?: Date;
}

/** The console over rows that stand still. Its keys: `ops-key`, `ward-key`, `vendor-key`. */
export function openConsole(input: ConsoleInput = {}): OpenConsole {
  const clock = fakeClock(input.start);
  const { summaries = SUMMARIES, details = [REFUSED_DOSSIER] } = input;
  const keys = new Map<Client, string>([
    [OPERATOR, "ops-key"],
    [WARD, "ward-key"],
    [VENDOR, "vendor-key"],
  ]);
  const asked: OpenConsole["asked"] = [];
  const refusals: RefusedKey[] = [];
  const audit: string[] = [];
  const counted: Scope[] = [];
  const clients: ConsoleClients = {
    byKey: (key) => [...keys].find(([, own]) => own === key)?.[0] ?? null,
    byId: (id) => [...keys.keys()].find((client) => client.id === id) ?? null,
    byKeySha256: (hash) => [...keys].find(([, own]) => sha256(own) === hash)?.[0] ?? null,
  };
  const pages = createConsole({
    clock,
    clients,
    sessions: memorySessions(),
    addressOf: (c) => c.req.header("X-Test-Address") ?? null,
    events: { keyRefused: (refused) => void refusals.push(refused) },
    audit: async ({ action, actor, subject }) => void audit.push(`${actor} ${action} ${subject}`),
    version: "0.1.0",
    signingEndsAt: input.signingEndsAt ?? new Date("2036-01-01T00:00:00Z"),
    sectors: { all: SECTORS, find: (name) => SECTORS.find(({ sector }) => sector === name) },
    webhooks: async ({ id, agencies }) =>
      (input.webhooks ?? []).filter(({ client }) => client === id || agencies === null),
    sync: (scope) => {
      counted.push(scope);
      return input.sync?.() ?? Promise.resolve(SYNC);
    },
    findings: async (code) => (input.differences?.findings ?? []).filter(({ dossierCode }) => dossierCode === code),
    reconciliation: async () => input.differences ?? { open: { missing: 0, extra: 0, different: 0 }, findings: [] },
    ...(input.limits === undefined ? {} : { limits: input.limits }),
    reads: {
      async dossier(code, scope) {
        const found = details.find(({ dossierCode }) => dossierCode === code);
        const agency = found?.dossier["agencyCode"];
        return found === undefined || (scope !== null && !scope.some((own) => own === agency)) ? null : found;
      },
      async dossiers(filter, page, scope) {
        asked.push({ filter, page, scope });
        const all = summaries.filter(({ syncState }) => filter.state === undefined || syncState === filter.state);
        const from = Number(page.cursor ?? 0);
        const next = from + page.limit;
        return { items: all.slice(from, next), nextCursor: next < all.length ? String(next) : null };
      },
    },
  });
  const app = new Hono();
  app.onError((_error, c) => c.text("left to the application", 500));
  app.route("/console", pages);

  const logIn = async (key = "ops-key") => {
    const answer = await app.request("/console/login", postForm({ key }));
    return (answer.headers.get("Set-Cookie") ?? "").split(";", 1)[0] ?? "";
  };
  return {
    app,
    clock,
    keys,
    asked,
    refusals,
    audit,
    counted,
    logIn,
    read: async (path, cookie) => {
      const answer = await app.request(path, { headers: { Cookie: cookie ?? (await logIn()) } });
      return answer.text();
    },
  };
}

/** A form as a browser on the page itself sends it. */
export function postForm(fields: Record<string, string>, headers: Record<string, string> = {}): RequestInit {
  const own = { "Content-Type": "application/x-www-form-urlencoded", Origin: "http://localhost" };
  return { method: "POST", body: new URLSearchParams(fields).toString(), headers: { ...own, ...headers } };
}
