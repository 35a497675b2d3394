import { describe, expect, it } from "vitest";
import { sampleDossier } from "../kit/sample-dossier.ts";
import { sharedDatabase } from "../store/shared-database.ts";
import { openApi, problemOf } from "./api-under-test.ts";

const A = "H36.03-260518-0001";
const place = sharedDatabase();
const XML = { type: "application/xml" };
const fee = { name: "Lệ phí", code: "PLP", collection: 1, amount: 8000, kind: 1, paid: true };
const paper = { id: "1", name: "Đơn", url: "https://mau.vn/don.pdf" };

const pushed = (patch: Readonly<Record<string, unknown>>) => sampleDossier(A, { patch });
const complaints = async (response: Response) =>
  (await problemOf(response)).errors.map(({ pointer, code, message }) => `${pointer} ${code}: ${message}`);

describe("an amount of money", () => {
  it("written «8.000» never becomes eight đồng: it is refused with how to write it, in JSON and in XML", async () => {
    const api = openApi(place().store);
    const json = JSON.stringify(pushed({ fees: [fee] })).replace('"amount":8000', '"amount":8.000');
    const told = /^\/fees\/0\/amount invalid-type: Cần một số nguyên viết liền.*8000.*«8\.000»/u;
    const [fromJson, ...more] = await complaints(await api.push(json));
    expect(more).toEqual([]);
    expect(fromJson).toMatch(told);
    const text = JSON.stringify(pushed({ fees: [{ ...fee, amount: "8.000" }] }));
    expect((await complaints(await api.push(text)))[0]).toMatch(told);
    const { fees: _fees, ...rest } = pushed({}) as Record<string, unknown>;
    const elements = Object.entries({ ...rest, fees: { ...fee, amount: "8.000" } });
    const body = `<d>${elements
      .filter(([, value]) => value !== null)
      .map(([name, value]) => element(name, value))
      .join("")}</d>`;
    expect((await complaints(await api.push(body, XML)))[0]).toMatch(told);
    expect(await place().store.reads.dossier(A, null)).toBeNull();
  });

  it.each(["8e3", "8000.0", "8000.5"])("written %s in JSON is refused beside every other error", async (written) => {
    const json = JSON.stringify(pushed({ fees: [fee], channel: "fax" })).replace(
      '"amount":8000',
      `"amount":${written}`,
    );
    expect((await complaints(await openApi(place().store).push(json))).map((one) => one.split(":")[0])).toEqual(
      expect.arrayContaining(["/channel invalid-value", "/fees/0/amount invalid-type"]),
    );
  });

  it("is no reason to look for fractions in texts: versions and decimals in sentences stay", async () => {
    const answer = await openApi(place().store).push(pushed({ note: "Bản 8.000, hệ số: 1.5", fees: [fee] }));
    expect(answer.status).toBe(202);
  });
});

describe("a name that stands twice in an object", () => {
  it("is refused with its place, in a single dossier and in a line", async () => {
    const api = openApi(place().store);
    const twice = JSON.stringify(pushed({})).replace("{", '{"summary":"một",');
    expect(await complaints(await api.push(twice))).toEqual([expect.stringMatching(/^\/summary repeated-name: /)]);
    const { results } = (await (await api.push(`${twice}\n`, { type: "application/x-ndjson" })).json()) as {
      results: { outcome: string; problem: { errors: { pointer: string }[] } }[];
    };
    expect(results).toMatchObject([{ outcome: "rejected", problem: { errors: [{ pointer: "/summary" }] } }]);
  });
});

describe("a byte order mark", () => {
  it.each<[string, string, object]>([
    ["JSON", JSON.stringify(pushed({})), {}],
    ["NDJSON", `${JSON.stringify(pushed({}))}\n`, { type: "application/x-ndjson" }],
  ])("before %s harms nobody", async (_name, body, options) => {
    const answer = await openApi(place().store).push(`\uFEFF${body}`, options);
    expect(JSON.stringify(await answer.json())).toContain('"accepted"');
  });
});

describe("what is not there", () => {
  it("may be null or empty as .NET writes it, and is the same dossier", async () => {
    const api = openApi(place().store);
    expect((await api.push(pushed({}))).status).toBe(202);
    const nothing = {
      attachments: null,
      fees: null,
      note: "",
      receiptNumber: "",
      connectedDatabases: null,
      record: null,
    };
    expect(await (await api.push(pushed(nothing))).json()).toMatchObject({ outcome: "unchanged" });
  });
});

describe("what is not there in XML", () => {
  it("may be an element with xsi:nil, and no other attribute passes", async () => {
    const api = openApi(place().store);
    expect((await api.push(pushed({}))).status).toBe(202);
    const { note: _note, ...rest } = pushed({}) as Record<string, unknown>;
    const members = Object.entries(rest).filter(([, value]) => value !== null);
    const written = members.map(([name, value]) => element(name, value)).join("");
    const body = (attribute: string) =>
      `<d xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><note ${attribute}/><results ${attribute}/>${written}</d>`;
    expect(await (await api.push(body('xsi:nil="true"'), XML)).json()).toMatchObject({ outcome: "unchanged" });
    expect((await complaints(await api.push(body('kind="none"'), XML)))[0]).toMatch(/xml-attribute/u);
  });
});

describe("the address of a file", () => {
  it("is written as the web writes it, once: blanks encoded, «+» and what is encoded as they were", async () => {
    const api = openApi(place().store);
    const url = " HTTPS://Mau.VN/tệp a+b%20c.pdf ";
    expect((await api.push(pushed({ attachments: [{ ...paper, url }] }))).status).toBe(202);
    const normalised = "https://mau.vn/t%E1%BB%87p%20a+b%20c.pdf";
    expect(await (await api.push(pushed({ attachments: [{ ...paper, url: normalised }] }))).json()).toMatchObject({
      outcome: "unchanged",
    });
  });

  it.each([
    "javascript:alert(1)",
    "file:///etc/passwd",
    "ftp://mau.vn/a",
    "https://u:p@mau.vn/a",
    "mau.vn/a",
    "https://",
  ])("%s is refused", async (url) => {
    expect(await complaints(await openApi(place().store).push(pushed({ attachments: [{ ...paper, url }] })))).toEqual([
      expect.stringMatching(/^\/attachments\/0\/url web-address: .*http:\/\/ hoặc https:\/\//u),
    ]);
  });
});

describe("a list that is read page by page", () => {
  it.each(["abc", "0", "-1", "1.5"])("is not read with limit=%s, and says what a limit is", async (limit) => {
    const api = openApi(place().store);
    const { status, errors } = await problemOf(await api.call(`/v1/dossiers?limit=${limit}`));
    expect([status, errors[0]?.pointer]).toEqual([400, "/limit"]);
    expect(errors[0]?.message).toMatch(/số nguyên|từ 1 trở lên/u);
  });

  it.each(["abc", "WyJhIiwiYiJd", ""])(
    "does not begin anew, as if all were read, with the damaged cursor «%s»",
    async (cursor) => {
      const api = openApi(place().store);
      for (const list of ["/v1/dossiers", "/v1/messages"]) {
        const { status, errors } = await problemOf(await api.call(`${list}?cursor=${cursor}`));
        expect([status, errors[0]?.pointer, errors[0]?.code]).toEqual([400, "/cursor", "cursor-format"]);
      }
    },
  );
});

function element(name: string, value: unknown): string {
  if (Array.isArray(value)) return value.map((one) => element(name, one)).join("");
  const inside =
    typeof value === "object" && value !== null
      ? Object.entries(value)
          .map(([member, one]) => element(member, one))
          .join("")
      : String(value);
  return `<${name}>${inside}</${name}>`;
}
