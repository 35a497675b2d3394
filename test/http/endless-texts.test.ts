import { describe, expect, it } from "vitest";
import { sampleDossier } from "../kit/sample-dossier.ts";
import { sharedDatabase } from "../store/shared-database.ts";
import { endlessTexts, LONGEST_TEXT } from "../../src/http/input/endless-texts.ts";
import { openApi, problemOf } from "./api-under-test.ts";

const place = sharedDatabase();
const letters = (count: number) => "ộ".repeat(count);

describe("a text that no field takes", () => {
  it("is named by its place, unless it may be a file", () => {
    const longer = LONGEST_TEXT + 1;
    expect(
      endlessTexts({ summary: letters(LONGEST_TEXT), papers: [{ content: "  A+/=\r\n\t".repeat(longer) }] }),
    ).toEqual([]);
    const found = endlessTexts({
      papers: [{ note: letters(longer) }, { url: `data:text/plain,${"x".repeat(longer)}` }],
    });
    expect(found).toMatchObject([{ pointer: "/papers/0/note", code: "too-big", severity: "error" }]);
    expect(endlessTexts(Array.from({ length: 30 }, () => letters(longer)))).toHaveLength(20);
  });

  it.each(["application/json", "application/xml"])("is refused as a fault of the dossier, in %s", async (type) => {
    const api = openApi(place().store);
    const dossier = { ...sampleDossier("H36.03-260518-0001"), summary: letters(LONGEST_TEXT + 1) };
    const body =
      type === "application/json"
        ? JSON.stringify(dossier)
        : `<dossier><sector>promotions</sector><summary>${dossier.summary}</summary></dossier>`;
    const problem = await problemOf(
      await api.call("/v1/dossiers", { method: "POST", body, headers: { "Content-Type": type } }),
    );
    expect([problem.status, problem.code]).toEqual([422, "invalid-dossier"]);
    expect(problem.errors).toMatchObject([{ pointer: "/summary", code: "too-big" }]);
  });
});
