import { readFileSync, readdirSync } from "node:fs";
import { setupServer } from "msw/node";
import { afterEach, describe, expect, it } from "vitest";
import { createPortalClient } from "../../src/destinations/wires/envelope/envelope-client.ts";
import { DEMO_PORTAL } from "../../src/simulator/demo-account.ts";
import { recordedAnswerHandlers, recording, UNRECORDED_STATUS } from "./answer-handlers.ts";
import { fakeClock } from "../kit/fake-clock.ts";

const FOLDER = new URL("answers/", import.meta.url);
const DATA = `[${JSON.stringify({ MaHoSo: "H26.107-260518-0123", TrangThaiHoSo: "2" })}]`;

/** What each recording has to be understood as: the outcomes of creating a dossier, renewing the session once. */
const UNDERSTOOD: Readonly<Record<string, { readonly outcomes: readonly string[]; readonly party?: string }>> = {
  "delivered-text-code": { outcomes: ["delivered"] },
  "delivered-number-code": { outcomes: ["delivered"] },
  "delivered-double-zero": { outcomes: ["delivered"] },
  "already-exists-then-updated": { outcomes: ["already-exists", "delivered"] },
  "already-exists-decomposed": { outcomes: ["already-exists"] },
  "refused-procedure": { outcomes: ["refused"], party: "vendor-data" },
  "session-expired": { outcomes: ["session-refused", "delivered"] },
  "html-instead-of-json": { outcomes: ["unknown"], party: "portal" },
  "http-500-text": { outcomes: ["unknown"], party: "portal" },
  maintenance: { outcomes: ["unavailable"], party: "portal" },
};

const servers: ReturnType<typeof setupServer>[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

function replay(name: string) {
  const server = setupServer(...recordedAnswerHandlers("http://portal.test", read(name)));
  server.listen({ onUnhandledFrame: "error" });
  servers.push(server);
  return createPortalClient({
    ...DEMO_PORTAL,
    url: "http://portal.test",
    context: "VXPAdapter",
    timeoutMs: 5000,
    fetch: globalThis.fetch,
    clock: fakeClock(),
  });
}

function read(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), "utf8"));
}

describe("recorded portal answers", () => {
  const names = readdirSync(FOLDER).map((file) => file.replace(/\.json$/, ""));

  it("every recording has its meaning written down", () => {
    expect(names.toSorted()).toEqual(Object.keys(UNDERSTOOD).toSorted());
  });

  it.each(names)("%s is understood as it was meant", async (name) => {
    const client = replay(name);
    const { outcomes = [], party } = UNDERSTOOD[name] ?? {};
    for (const [index, expected] of outcomes.entries()) {
      const session = await client.session();
      if ("failed" in session) throw new Error(session.failed.messageEn);
      const body = client.encode({ service: "DongBoHoSoMC", isUpdating: index > 0, data: DATA }, session.token);
      const { token } = session;
      const envelope = {
        id: `envelope-${index}`,
        service: "DongBoHoSoMC",
        dossierCodes: [],
        body,
        signature: null,
        token,
      };
      const outcome = await client.send(envelope);
      expect(outcome.kind).toBe(expected);
      if (party !== undefined) expect(outcome.party).toBe(party);
      if (expected === "session-refused") client.renounce(session.token);
    }
  });

  it("a call that was not recorded is told apart from an answer", async () => {
    const client = replay("delivered-text-code");
    expect(await client.lookup("H26.107-260518-0123")).toMatchObject({
      kind: "no-answer",
      outcome: { httpStatus: UNRECORDED_STATUS },
    });
  });

  it("refuses a recording that says nothing", () => {
    expect(recording.safeParse({ description: "rỗng", answers: [] }).success).toBe(false);
  });
});
