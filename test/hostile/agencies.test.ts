import { describe, expect, it } from "vitest";
import type { Right } from "#core/client.ts";
import { DEFAULT_HTTP_LIMITS } from "#core/ports/http-limits.ts";
import type { HttpDependencies } from "../../src/http/dependencies.ts";
import type { Endpoint } from "../../src/http/endpoint.ts";
import { allEndpoints } from "../../src/http/endpoints/all-endpoints.ts";
import { sectors } from "../http/api-under-test.ts";
import { sharedDatabase } from "../store/shared-database.ts";
import { ATTACKS, type Attack } from "./agency-requests.ts";
import { AIMS, keyOf, openTwoAgencies, OURS, RIGHTS, rowsOf, THEIRS, type TwoAgencies } from "./two-agencies.ts";

const place = sharedDatabase();

/** Every call of the API; nobody calls these, so they need nothing to answer with. */
const endpoints = allEndpoints(
  { sectors, limits: DEFAULT_HTTP_LIMITS, reconciliation: {} } as unknown as HttpDependencies,
  async () => ({ kind: "nobody" }),
);
const attacksOn = ({ operationId }: Endpoint) => ATTACKS[operationId] ?? (() => []);

/** Whether a client with one right is let in; what an endpoint demands of callers it judges itself is the inbound right. */
function isLetIn({ access }: Endpoint, right: Right): boolean {
  if (!("open" in access)) return access.right === right;
  return access.open === "everybody" || right === "inbound";
}

async function attack({ api }: TwoAgencies, { method }: Endpoint, { path, init }: Attack, key: string) {
  const type = init?.type ?? "application/json";
  const answer = await api.call(path, {
    method: method.toUpperCase(),
    key,
    ...(init === undefined ? {} : { body: init.body, headers: { "Content-Type": type } }),
  });
  return { status: answer.status, text: Buffer.from(await answer.arrayBuffer()).toString("utf8") };
}

it("every call of the API is attacked", () => {
  const known = endpoints.map(({ operationId }) => operationId);
  expect(known.toSorted()).toEqual(Object.keys(ATTACKS).toSorted());
});

describe("with a key of one right at one agency", () => {
  it("every call is refused without its right, and tells and changes nothing of another agency's", async () => {
    const both = await openTwoAgencies(place());
    const others = [both.foreign, both.moved];
    const before = await rowsOf(place(), others);
    for (const one of endpoints)
      for (const right of RIGHTS)
        for (const aim of AIMS) {
          // What is one's own may be changed by who has the right: that is the other test.
          if (aim === "own" && isLetIn(one, right)) continue;
          for (const how of attacksOn(one)(both[aim])) {
            const name = `${right}: ${one.method} ${how.path} (${aim})`;
            const { status, text } = await attack(both, one, how, keyOf(OURS, right));
            const allowed = isLetIn(one, right) ? how.foreign : [403];
            expect(allowed, `${name} → ${status} ${text.slice(0, 300)}`).toContain(status);
            for (const { marker } of others) expect(text, name).not.toContain(marker);
            const asked = `${how.path} ${how.init?.body ?? ""}`;
            for (const named of [both.foreign.code, both.foreign.webhook, both.foreign.runId, both.foreign.client])
              if (!asked.includes(named)) expect(text, name).not.toContain(named);
          }
        }
    expect(await rowsOf(place(), others)).toBe(before);
  });

  /** Makes a call in all its forms on what is the caller's own; gives those that were not answered as they should be. */
  async function onOwn(both: TwoAgencies, one: Endpoint): Promise<readonly string[]> {
    const right = RIGHTS.find((each) => isLetIn(one, each)) ?? "read";
    const failed: string[] = [];
    for (const [index, how] of attacksOn(one)(both.own).entries()) {
      const { status, text } = await attack(both, one, how, keyOf(OURS, right));
      // A second form of the same act finds it done.
      const done = index === 0 ? [how.own] : [how.own, 200, 404, 409];
      if (!done.includes(status)) failed.push(`${how.path} → ${status} ${text.slice(0, 300)}`);
    }
    return failed;
  }

  it("every reading call reads one's own", async () => {
    const both = await openTwoAgencies(place());
    const failed: string[] = [];
    for (const one of endpoints) if (one.method === "get") failed.push(...(await onOwn(both, one)));
    expect(failed).toEqual([]);
  });

  it.each(endpoints.filter(({ method }) => method !== "get").map((one) => [one.operationId, one] as const))(
    "%s acts on one's own, and on nothing of another agency's",
    async (_id, one) => {
      const both = await openTwoAgencies(place());
      const others = [both.foreign, both.moved];
      const before = await rowsOf(place(), others);
      expect(await onOwn(both, one)).toEqual([]);
      expect(await rowsOf(place(), others)).toBe(before);
    },
  );
});

describe("of a dossier that moved", () => {
  it("each agency reads what was sent under it, and nobody bound to one of them all", async () => {
    const both = await openTwoAgencies(place());
    const { api, moved, sentBefore } = both;
    const status = async (path: string, agency: string) =>
      (await api.call(path, { key: keyOf(agency, "operate") })).status;
    for (const part of ["", "/body", "/signature"]) {
      expect(await status(`/v1/envelopes/${sentBefore}${part}`, OURS)).toBe(200);
      expect(await status(`/v1/envelopes/${sentBefore}${part}`, THEIRS)).toBe(404);
      expect(await status(`/v1/envelopes/${moved.envelopeId}${part}`, THEIRS)).toBe(200);
      expect(await status(`/v1/envelopes/${moved.envelopeId}${part}`, OURS)).toBe(404);
    }
    expect(await status(`/v1/dossiers/${moved.code}/evidence`, OURS)).toBe(404);
    expect(await status(`/v1/dossiers/${moved.code}/evidence`, THEIRS)).toBe(403);
    expect((await api.call(`/v1/dossiers/${moved.code}/evidence`)).status).toBe(200);
  });

  it("what it is told by another is not what it was under another", async () => {
    const both = await openTwoAgencies(place());
    const detail = await both.api.call(`/v1/dossiers/${both.moved.code}`, { key: keyOf(THEIRS, "read") });
    const text = await detail.text();
    expect(text).toContain(both.moved.marker);
    expect(text).not.toContain("GiấuTrướcKhiChuyển");
  });

  it("its figures are counted where it is", async () => {
    const { api } = await openTwoAgencies(place());
    const refused = async (key?: string) => {
      const answer = await api.call("/v1/sync", key === undefined ? {} : { key });
      return ((await answer.json()) as { readonly states: { readonly refused: number } }).states.refused;
    };
    expect(await refused(keyOf(OURS, "read"))).toBe(1);
    expect(await refused(keyOf(THEIRS, "read"))).toBe(2);
    expect(await refused()).toBe(3);
  });
});
