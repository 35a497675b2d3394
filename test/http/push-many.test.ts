import { setImmediate as nextTurn } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { Acceptance } from "../../src/flow/acceptance.ts";
import {
  acceptInOrder,
  streamResults,
  withinLimits,
  type ItemResult,
  type PushedItem,
  type ResultLimits,
} from "../../src/http/endpoints/push-many.ts";
import { sampleDossier } from "../kit/sample-dossier.ts";
import { sharedDatabase } from "../store/shared-database.ts";
import { openApi, refusalOf } from "./api-under-test.ts";

const [A, B, C] = ["H36.03-260518-0001", "H36.03-260518-0002", "H36.03-260518-0003"] as const;
const place = sharedDatabase();
const NDJSON = "application/x-ndjson";

interface BatchAnswer {
  readonly accepted: number;
  readonly unchanged: number;
  readonly rejected: number;
  readonly results: readonly ItemResult[];
}

const read = async (response: Response): Promise<BatchAnswer> => {
  expect(response.status).toBe(200);
  return (await response.json()) as BatchAnswer;
};
const shorten = ({ results }: BatchAnswer) =>
  results.map(({ index, dossierCode, outcome, problem }) =>
    [index, dossierCode ?? "-", outcome, problem?.code].filter((word) => word !== undefined).join(" "),
  );

const refuseAll = async (): Promise<Acceptance> => {
  const issue = { pointer: "", code: "x", message: "x", messageEn: "x", severity: "error" } as const;
  return { outcome: "invalid", dossierCode: null, issues: [issue, issue] };
};

describe("a batch", () => {
  it("answers each item for itself, in the order they came", async () => {
    const api = openApi(place().store);
    await api.push(sampleDossier(A));
    const dossiers = [
      sampleDossier(B),
      sampleDossier(A),
      sampleDossier(C, { patch: { status: 99 } }),
      "no dossier",
      sampleDossier(B, { version: 2 }),
      sampleDossier(B, { version: 2 }),
    ];
    const answer = await read(await api.push({ dossiers }));
    expect(answer).toMatchObject({ accepted: 2, unchanged: 2, rejected: 2 });
    expect(shorten(answer)).toEqual([
      `0 ${B} accepted`,
      `1 ${A} unchanged`,
      `2 ${C} rejected invalid-dossier`,
      "3 - rejected invalid-dossier",
      `4 ${B} accepted`,
      `5 ${B} unchanged`,
    ]);
    expect(answer.results[2]?.problem?.errors[0]).toMatchObject({ pointer: "/status" });
    expect(await place().store.reads.dossier(B, null)).toMatchObject({ revision: 2 });
    expect(await place().store.reads.dossier(C, null)).toBeNull();
  });

  it("may be empty, and may not be larger than the limit", async () => {
    const api = openApi(place().store, { maxBatch: 3 });
    expect(await read(await api.push({ dossiers: [] }))).toEqual({
      accepted: 0,
      unchanged: 0,
      rejected: 0,
      results: [],
    });
    const four = Array.from({ length: 4 }, () => sampleDossier(A));
    expect(await refusalOf(await api.push({ dossiers: four }))).toBe("413 batch-too-large");
    expect(await place().store.reads.dossier(A, null)).toBeNull();
  });
});

describe("lines of JSON", () => {
  it("are taken one by one, whatever stands between them", async () => {
    const api = openApi(place().store, { maxLineBytes: 4000 });
    const lines = [
      JSON.stringify(sampleDossier(A)),
      "",
      "{ no json",
      `${JSON.stringify(sampleDossier(B))}\r`,
      JSON.stringify(sampleDossier(C, { patch: { note: "x".repeat(5000) } })),
      JSON.stringify(sampleDossier(A, { version: 2 })),
    ];
    const answer = await read(await api.push(lines.join("\n"), { type: NDJSON }));
    expect(shorten(answer)).toEqual([
      `0 ${A} accepted`,
      "1 - rejected unreadable-body",
      `2 ${B} accepted`,
      "3 - rejected body-too-large",
      `4 ${A} accepted`,
    ]);
    expect(answer).toMatchObject({ accepted: 3, rejected: 2 });
  });

  it("may be cut anywhere by the network, also inside a letter", async () => {
    const api = openApi(place().store);
    const bytes = Buffer.from([A, B].map((code) => `${JSON.stringify(sampleDossier(code))}\n`).join(""));
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let at = 0; at < bytes.length; at += 7) controller.enqueue(bytes.subarray(at, at + 7));
        controller.close();
      },
    });
    const answer = await api.call("/v1/dossiers", {
      method: "POST",
      body,
      headers: { "Content-Type": NDJSON },
      duplex: "half",
    });
    expect(await read(answer)).toMatchObject({ accepted: 2 });
    const detail = await place().store.reads.dossier(B, null);
    expect(detail?.dossier).toMatchObject({ applicant: { name: "CÔNG TY TNHH MẪU CÀ PHÊ" } });
  });

  it("are answered while they still come", async () => {
    const api = openApi(place().store);
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    const writer = writable.getWriter();
    const encoder = new TextEncoder();
    const line = (index: number) =>
      writer.write(encoder.encode(`${JSON.stringify(sampleDossier(`H36.03-260518-${2000 + index}`))}\n`));
    const answering = api.call("/v1/dossiers", {
      method: "POST",
      body: readable,
      headers: { "Content-Type": NDJSON },
      duplex: "half",
    });
    const writing = (async () => {
      for (let index = 0; index < 40; index += 1) await line(index);
    })();
    const reader = ((await answering).body ?? new ReadableStream<Uint8Array>()).getReader();
    const first = new TextDecoder().decode((await reader.read()).value);
    expect(first).toContain('"index":0');
    const written = writing.then(() => writer.close());
    let rest = first;
    for (let part = await reader.read(); !part.done; part = await reader.read())
      rest += new TextDecoder().decode(part.value);
    await written;
    expect(JSON.parse(rest)).toMatchObject({ accepted: 40 });
  });
});

describe("items that stop coming", () => {
  const accepted = (dossierCode: string): Acceptance => ({
    outcome: "accepted",
    dossierCode,
    revision: 1,
    messages: 1,
    warnings: [],
  });
  const item = (value: string): PushedItem => ({ ok: true, value, size: 0 });
  /** So many items, and then the end that was given. */
  async function* items(count: number, end: () => void) {
    for (let index = 0; index < count; index += 1) yield item(String(index));
    end();
  }
  const breakOff = () => {
    throw new RangeError("the line is gone");
  };

  it.each([0, 1, 127, 128, 500])("break off after %i while nobody waits for the next", async (count) => {
    const taken: unknown[] = [];
    const results = acceptInOrder(items(count, breakOff), async (value) => {
      taken.push(value);
      return accepted(String(value));
    });
    const read = async () => {
      for await (const { index } of results) {
        // Whoever reads the answer takes its time.
        await nextTurn(index);
      }
    };
    await expect(read()).rejects.toThrow("the line is gone");
    expect(taken).toHaveLength(count);
  });

  it("are not asked for any more once the reader of the answer is gone", async () => {
    const failures: unknown[] = [];
    let taken = 0;
    let ends = 0;
    const endless = items(Infinity, () => undefined);
    const results = acceptInOrder(endless, async (value) => {
      taken += 1;
      return accepted(String(value));
    });
    const reader = streamResults(results, {
      onError: (error) => failures.push(error),
      onEnd: () => (ends += 1),
    }).getReader();
    await reader.read();
    await reader.cancel();
    expect(ends).toBe(1);
    const atTheEnd = taken;
    expect(await results.next()).toEqual({ done: true, value: undefined });
    expect(await endless.next()).toEqual({ done: true, value: undefined });
    expect(taken).toBe(atTheEnd);
    expect(failures).toEqual([]);
  });

  it("end where too many were refused, or there are too many, and say that the rest was not read", async () => {
    const all = (many: number) =>
      acceptInOrder(
        items(many, () => undefined),
        refuseAll,
      );
    const told = async (many: number, limits: ResultLimits) => {
      const results: ItemResult[] = [];
      for await (const result of withinLimits(all(many), limits)) results.push(result);
      return results;
    };
    expect(await told(3, { maxRejected: 3, maxItems: 0 })).toHaveLength(3);
    const four = await told(9, { maxRejected: 3, maxItems: 0 });
    expect(four).toHaveLength(4);
    expect(four[3]).toMatchObject({ index: 3, outcome: "rejected", problem: { code: "too-many-rejected" } });
    expect((await told(9, { maxRejected: 9, maxItems: 5 })).map(({ problem }) => problem?.code).at(-1)).toBe(
      "too-many-rejected",
    );
    const long = await told(1001, { maxRejected: 5000, maxItems: 0 });
    expect([long[999], long[1000]].map((result) => result?.problem?.errors.length)).toEqual([2, 1]);
  });

  it("do not keep a failure from being told, while the next is still on its way", async () => {
    async function* oneAndThenSilence() {
      yield item("1");
      await new Promise(() => undefined);
    }
    const results = acceptInOrder(oneAndThenSilence(), () => Promise.reject(new RangeError("a defect")));
    await expect(results.next()).rejects.toThrow("a defect");
  });
});
