import { describe, expect, it } from "vitest";
import { sampleDossier } from "../kit/sample-dossier.ts";
import { sharedDatabase } from "../store/shared-database.ts";
import { openApi, problemOf } from "./api-under-test.ts";

const A = "H36.03-260518-0001";
const place = sharedDatabase();
const XML = { type: "application/xml" };

/** Elements by name, lists by repeating them. */
function toXml(content: object): string {
  return Object.entries(content)
    .map(([name, value]) =>
      Array.isArray(value) ? value.map((item) => element(name, item)).join("") : element(name, value),
    )
    .join("");
}

function element(name: string, value: unknown): string {
  const inside = typeof value === "object" && value !== null ? toXml(value) : `${value as string | number}`;
  const escaped = typeof value === "string" ? inside.replaceAll("&", "&amp;").replaceAll("<", "&lt;") : inside;
  return `<${name}>${escaped}</${name}>`;
}

describe("a dossier as XML", () => {
  const patch = { status: 4, note: "Phí < 100.000đ & «gấp»", completedAt: null };
  const dossier = sampleDossier(A, { lines: 2, patch });

  it("means the same as in JSON: numbers, lists, null, entities", async () => {
    const api = openApi(place().store);
    expect((await api.push(dossier)).status).toBe(202);
    // Lists by repeating the element; null by an empty element.
    const repeated = toXml({ dossier: { ...dossier, completedAt: "" } });
    expect(repeated).toContain("<completedAt></completedAt>");
    const answer = await api.push(repeated, XML);
    expect([answer.status, await answer.json()]).toMatchObject([200, { outcome: "unchanged" }]);
    // Lists with a wrapper; another name for the root, a declaration and a namespace.
    const wrapped = toXml({
      "hs:hoSo": { ...dossier, completedAt: "", progress: { item: dossier.progress } },
    }).replace("<hs:hoSo>", '<?xml version="1.0" encoding="UTF-8"?><hs:hoSo xmlns:hs="urn:mau">');
    expect((await api.push(wrapped, XML)).status).toBe(200);
    const cdata = toXml({ dossier: { ...dossier, completedAt: "", note: "GHI CHÚ" } }).replace(
      "GHI CHÚ",
      `<![CDATA[${patch.note}]]>`,
    );
    expect((await api.push(cdata, { type: "text/xml; charset=utf-8" })).status).toBe(200);
  });

  it("of one list entry is a list all the same", async () => {
    const api = openApi(place().store);
    const one = sampleDossier(A, { lines: 1 });
    const answer = await api.push(toXml({ dossier: one }), XML);
    expect([answer.status, await answer.json()]).toMatchObject([202, { messages: 2 }]);
    expect((await api.push(one)).status).toBe(200);
  });

  it("that is wrong is refused with the pointers JSON would have", async () => {
    const wrong = { ...dossier, completedAt: "", status: "bốn", progress: [{ ...dossier.progress[0], status: 99 }] };
    const { status, errors } = await problemOf(await openApi(place().store).push(toXml({ dossier: wrong }), XML));
    expect(status).toBe(422);
    expect(errors.map(({ pointer }) => pointer)).toEqual(["/status", "/progress/0/status"]);
  });

  it.each(["<dossier/>", "<dossier></dossier>", "<dossier>x</dossier>", "<dossiers/>", "<a>1</a>"])(
    "(%s) that has no fields is told which it lacks, and never that the gateway is at fault",
    async (text) => {
      const { status, errors } = await problemOf(await openApi(place().store).push(text, XML));
      expect(status).toBe(422);
      expect(errors.map(({ pointer }) => pointer)).toContain("/dossierCode");
    },
  );

  it("keeps what stands in an element that says it is nil", async () => {
    const text = toXml({ dossier: { ...dossier, completedAt: "", note: "GHI CHÚ" } }).replace(
      "<note>",
      '<note xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true">',
    );
    const api = openApi(place().store);
    expect((await api.push(text, XML)).status).toBe(202);
    expect((await api.push({ ...dossier, note: "GHI CHÚ" })).status).toBe(200);
  });

  it("may hold several dossiers", async () => {
    const two = [sampleDossier(A), sampleDossier("H36.03-260518-0002")];
    for (const dossiers of [two, { item: two }]) {
      const answer = await openApi(place().store).push(toXml({ batch: { dossiers } }), XML);
      const read = (await answer.json()) as { results: unknown[] };
      expect(read.results).toHaveLength(2);
    }
  });

  const bomb = `<!DOCTYPE x [<!ENTITY a "${"ha".repeat(20)}"><!ENTITY b "&a;&a;">]><dossier><note>&b;</note></dossier>`;
  it.each([
    ["a DOCTYPE", '<!DOCTYPE dossier SYSTEM "file:///etc/passwd"><dossier/>', "xml-dtd"],
    ["entities of its own", bomb, "xml-dtd"],
    ["attributes", '<dossier status="2"/>', "xml-attribute"],
    ["an attribute deep inside", "<dossier><applicant><name x='1'>A</name></applicant></dossier>", "xml-attribute"],
    ["a text beside elements", "<dossier>lạc<status>2</status></dossier>", "xml-stray-text"],
    ["a second root", "<dossier><status>2</status></dossier><a/>", "xml-syntax"],
    ["an entity of HTML", "<dossier><summary>a&nbsp;b</summary></dossier>", "xml-entity"],
    ["an entity nobody declared", "<dossier><summary>&b;Đăng ký</summary></dossier>", "xml-entity"],
    ["a NUL by its number", "<dossier><summary>a&#x0;b</summary></dossier>", "xml-entity"],
    ["a number that is no character", "<dossier><summary>a&#x110000;b</summary></dossier>", "xml-entity"],
    ["open elements", "<dossier><status>2</dossier>", "xml-syntax"],
    ["too much depth", `<dossier>${"<a>".repeat(60)}${"</a>".repeat(60)}</dossier>`, "xml-unreadable"],
    ["too many elements", `<dossier>${"<a/>".repeat(60_000)}</dossier>`, "xml-too-many-elements"],
  ])("with %s is refused with 400", async (_name, body, code) => {
    const { status, errors } = await problemOf(await openApi(place().store).push(body, XML));
    expect([status, errors[0]?.code]).toEqual([400, code]);
  });
});
