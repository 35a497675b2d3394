import { describe, expect, it } from "vitest";
import { sampleDossier } from "../kit/sample-dossier.ts";
import { sharedDatabase } from "../store/shared-database.ts";
import { KEYS, openApi, problemOf, refusalOf } from "./api-under-test.ts";

const A = "H36.03-260518-0001";
const place = sharedDatabase();
const stored = (code = A) => place().store.reads.dossier(code, null);

describe("a dossier that cannot be taken", () => {
  it("is refused with every error at its pointer, Vietnamese first, and its people stay out of the log", async () => {
    const api = openApi(place().store);
    const patch = {
      status: 11,
      channel: "fax",
      applicant: { type: "citizen", name: "Nguyễn Văn Mẫu", identifiers: [{ type: "cccd", number: "12" }] },
      unheardOf: 1,
    };
    const problem = await problemOf(await api.push(sampleDossier(A, { patch })));
    expect(problem).toMatchObject({ status: 422, code: "invalid-dossier", title: "Hồ sơ không hợp lệ" });
    expect(problem.errors.map(({ pointer }) => pointer)).toEqual(
      expect.arrayContaining(["/status", "/channel", "/applicant/identifiers/0/number", "/unheardOf"]),
    );
    for (const error of problem.errors) {
      expect(error.severity).toBe("error");
      expect(error.message).not.toBe(error.messageEn);
    }
    expect(await stored()).toBeNull();
    expect(api.log.join()).not.toContain("Nguyễn Văn Mẫu");
  });

  it("because it breaks a rule is refused with the rule's id", async () => {
    const patch = { completedAt: "2026-05-01T08:00:00+07:00", status: 9 };
    const { errors } = await problemOf(await openApi(place().store).push(sampleDossier(A, { patch })));
    expect(errors).toEqual(
      expect.arrayContaining([expect.objectContaining({ rule: "HS-R03", pointer: "/completedAt", severity: "error" })]),
    );
    expect(await stored()).toBeNull();
  });

  it.each([
    ["no JSON", "{", "json-syntax"],
    ["nested too deep", `{"record":${"[".repeat(40)}${"]".repeat(40)}}`, "too-deep"],
    ["nested to make a parser overflow", `{"record":${"[".repeat(200_000)}${"]".repeat(200_000)}}`, "too-deep"],
  ])("because it is %s is refused with 400", async (_name, body, code) => {
    const { status, errors } = await problemOf(await openApi(place().store).push(body));
    expect(status).toBe(400);
    expect(errors).toEqual([expect.objectContaining({ code, pointer: "" })]);
  });

  it.each([["null"], ["[]"], ['"text"'], ["7"], ["{}"]])("because it is only %s is refused", async (body) => {
    expect(await refusalOf(await openApi(place().store).push(body))).toBe("422 invalid-dossier");
  });

  it("because it is too large is refused also when its length is not told, and no other character set is guessed", async () => {
    const api = openApi(place().store, { maxBodyBytes: 2000 });
    const large = sampleDossier(A, { patch: { note: "x".repeat(3000) } });
    expect(await refusalOf(await api.push(large))).toBe("413 body-too-large");
    const post = (body: ReadableStream<Uint8Array> | Buffer | null) =>
      api.call("/v1/dossiers", {
        method: "POST",
        body,
        headers: { "Content-Type": "application/json; charset=utf-8" },
        duplex: "half",
      });
    expect(await refusalOf(await post(new Response(JSON.stringify(large)).body))).toBe("413 body-too-large");
    expect(await refusalOf(await post(Buffer.from('{"summary":"Nguy\xea"}', "latin1")))).toBe("400 unreadable-body");
  });

  it("because nobody can read it says what to change, and where", async () => {
    const api = openApi(place().store);
    const refusals: readonly (readonly [string | Uint8Array<ArrayBuffer>, Record<string, string>, string])[] = [
      [new Uint8Array([0xff, 0xfe, 0x7b, 0, 0x7d, 0]), {}, "400 unreadable-body utf-16"],
      [new Uint8Array([0x22, 0xff, 0x22]), {}, "400 unreadable-body not-utf8"],
      ["{}", { "Content-Encoding": "gzip" }, "415 unsupported-media-type content-encoding"],
      [
        "{}",
        { "Content-Encoding": "br", "Content-Type": "application/x-ndjson" },
        "415 unsupported-media-type content-encoding",
      ],
      ["", { "Content-Type": "application/xml" }, "400 unreadable-body empty"],
      ["{}", { "Idempotency-Key": "x".repeat(256) }, "400 invalid-request idempotency-key-format"],
      ["{}", { "Dossier-Regress": "yes" }, "400 invalid-request regress-format"],
    ];
    for (const [body, headers, expected] of refusals) {
      const answer = await api.call("/v1/dossiers", {
        method: "POST",
        body,
        headers: { "Content-Type": "application/json", ...headers },
      });
      const { status, code, errors } = await problemOf(answer);
      expect(`${status} ${code} ${errors[0]?.code ?? "-"}`).toBe(expected);
      expect(errors[0]?.message).not.toContain("undefined");
    }
  });

  it("with thousands of errors tells the first of them, and how many more there are", async () => {
    const unknown = Object.fromEntries(Array.from({ length: 15 }, (_none, place) => [`k${place}`, 1]));
    const progress = Array.from({ length: 400 }, () => unknown);
    const { errors } = await problemOf(await openApi(place().store).push(sampleDossier(A, { patch: { progress } })));
    expect(errors.length).toBe(1001);
    expect(errors.at(-1)).toMatchObject({ code: "more-errors", pointer: "" });
  });

  it("with fifteen thousand fields that nobody knows tells the first of them, and how many more there are", async () => {
    const unknown = Object.fromEntries(Array.from({ length: 15_000 }, (_none, place) => [`k${place}`, 1]));
    const { errors } = await problemOf(await openApi(place().store).push(sampleDossier(A, { patch: unknown })));
    const codes = errors.map(({ code }) => code);
    expect(codes.filter((code) => code === "unknown-field").length).toBe(500);
    expect(errors.find(({ code }) => code === "unknown-fields")?.message).toContain("14500");
  });

  it("as XML of more elements than a call stack holds is refused, and is no internal error", async () => {
    const api = openApi(place().store);
    for (const [root, entry] of [
      ["dossiers", "<item/>"],
      ["dossier", "<a/>"],
    ] as const) {
      const xml = `<${root}>${entry.repeat(130_000)}</${root}>`;
      const { code, errors } = await problemOf(await api.push(xml, { type: "application/xml" }));
      expect([code, errors[0]?.code]).toEqual(["unreadable-body", "xml-too-many-elements"]);
    }
  });

  it("because the database could not hold its text is refused, and is no internal error", async () => {
    const api = openApi(place().store);
    for (const text of ["a\u0000b", "a\ud800b"]) {
      for (const patch of [{ note: text }, { summary: text }, { agencyName: text }, { [text]: 1 }]) {
        const answer = await api.push(sampleDossier(A, { patch }));
        expect([text, Object.keys(patch), answer.status]).toEqual([text, Object.keys(patch), 422]);
      }
    }
  });
});

describe("an idempotency key", () => {
  const keyed = (key: string, client = KEYS.all) => ({ headers: { "Idempotency-Key": key }, key: client });

  it("belongs to its client", async () => {
    const api = openApi(place().store);
    expect((await api.push(sampleDossier(A), keyed("k-1"))).status).toBe(202);
    expect(await refusalOf(await api.push(sampleDossier(A, { version: 2 }), keyed("k-1")))).toBe("409 key-conflict");
    expect(await stored()).toMatchObject({ revision: 1 });
    const other = sampleDossier("H36.03-260518-0002");
    expect((await api.push(other, keyed("k-1", KEYS.push))).status).toBe(202);
  });

  it("that is too long or not plain is refused", async () => {
    const api = openApi(place().store);
    for (const key of ["x".repeat(256), "a b"])
      expect(await refusalOf(await api.push(sampleDossier(A), keyed(key)))).toBe("400 invalid-request");
    expect(await stored()).toBeNull();
  });
});

describe("who may push", () => {
  it("needs a bearer key that is known", async () => {
    const api = openApi(place().store);
    for (const key of [null, "unknown"]) {
      const answer = await api.push(sampleDossier(A), { key });
      expect(answer.headers.get("WWW-Authenticate")).toContain("Bearer");
      expect(await refusalOf(answer)).toBe("401 unauthenticated");
    }
    const basic = await api.push(sampleDossier(A), { key: null, headers: { Authorization: `Basic ${KEYS.all}` } });
    expect(basic.status).toBe(401);
  });

  it("needs the agency as well as the right", async () => {
    const api = openApi(place().store);
    expect(await refusalOf(await api.push(sampleDossier(A), { key: KEYS.read }))).toBe("403 forbidden");
    const foreign = await problemOf(await api.push(sampleDossier(A), { key: KEYS.ward }));
    expect([foreign.status, foreign.errors[0]?.pointer]).toEqual([403, "/agencyCode"]);
    const own = sampleDossier("H36.03.05-260518-0001", { patch: { agencyCode: "H36.03.05" } });
    expect((await api.push(own, { key: KEYS.ward })).status).toBe(202);
    expect(await stored()).toBeNull();
  });
});
