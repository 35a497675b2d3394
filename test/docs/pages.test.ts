import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SectorRegistry } from "#core/sector/sector-registry.ts";
import { checkDossier } from "#core/dossier/check-dossier.ts";
import { CHANGE_KINDS } from "#core/ports/changes.ts";
import { SYNC_STATES } from "#core/message/message.ts";
import { changesAnswer } from "../../src/http/endpoints/changes.ts";
import { loadSectors } from "../../src/compose/load-sectors.ts";
import { DEMO_PORTAL } from "../../src/simulator/demo-account.ts";
import { FAULT_KINDS } from "../../src/simulator/faults/fault-rule.ts";
import { DEFAULT_PROFILE } from "../../src/simulator/profile.ts";
import { seededRandom } from "../../src/simulator/seeded-random.ts";
import { createSimulator } from "../../src/simulator/simulator.ts";
import { createMetrics } from "../../src/telemetry/metrics.ts";
import { fencedBlocks, project, read } from "./fenced-blocks.ts";

/** What stands in code marks in the first column of a page's tables. */
const firstColumn = (page: string): string[] => [...page.matchAll(/^\| `([\w-]+)`/gm)].map(([, name = ""]) => name);

describe("docs/operations.md", () => {
  const page = read("docs/operations.md");

  it("alerts on metrics that are measured", () => {
    const measured = createMetrics()
      .registry.getMetricsAsArray()
      .map(({ name }) => name);
    const named = [...page.matchAll(/\blienthong_\w+/g)].map(([name]) => name.replace(/_bucket$/, ""));
    expect(named.length).toBeGreaterThan(7);
    expect(named.filter((name) => !measured.includes(name))).toEqual([]);
  });

  it("explains every sync state", () => {
    expect(firstColumn(page)).toEqual(expect.arrayContaining([...SYNC_STATES]));
  });
});

describe("docs/changes-and-webhooks.md", () => {
  const page = read("docs/changes-and-webhooks.md");

  it("explains every kind of change, and every way a cursor is lost", () => {
    expect(firstColumn(page).filter((name) => name !== "410")).toEqual([...CHANGE_KINDS]);
    for (const code of ["cursor-expired", "cursor-unknown"]) expect(page).toContain(`\`410\` \`${code}\``);
  });

  it("shows a change as the call answers it", () => {
    const [example = "{}"] = fencedBlocks(page).flatMap(({ language, content }) =>
      language === "json" ? [content] : [],
    );
    const changes = [JSON.parse(example) as unknown];
    expect(changesAnswer.safeParse({ changes, nextCursor: "x", more: false }).error).toBeUndefined();
  });
});

describe("docs/simulator.md", () => {
  const page = read("docs/simulator.md");
  const [faults = "", chosen = ""] = page.split("## Behaviours chosen");

  it("describes every fault, and no other", () => {
    expect(firstColumn(faults).toSorted()).toEqual([...FAULT_KINDS].toSorted());
  });

  it("its faults are taken as they stand", async () => {
    const simulator = createSimulator({ clock: { now: () => 0 }, random: seededRandom("1") });
    const [command = ""] = fencedBlocks(page).flatMap(({ content }) => (content.includes("/faults") ? [content] : []));
    const [, body = ""] = /-d '([\s\S]*)'/.exec(command) ?? [];
    expect((await simulator.app.request("/faults", { method: "PUT", body })).status).toBe(200);
    expect(simulator.faults.list()).toHaveLength(2);
  });

  it("names settings of the profile, and the account", () => {
    const settings = [...chosen.matchAll(/\| `(\w+)` \|$/gm)].map(([, name = ""]) => name);
    expect(settings.length).toBeGreaterThan(7);
    expect(settings.filter((name) => !Object.hasOwn(DEFAULT_PROFILE, name))).toEqual([]);
    for (const word of Object.values(DEMO_PORTAL)) expect(page).toContain(word);
  });
});

describe("docs/portal-facts.md", () => {
  it("points to files that are there", () => {
    const page = read("docs/portal-facts.md");
    const paths = [...page.matchAll(/`((?:src|schemas|adapters)\/[\w./-]+)`/g)].map(([, path = ""]) => path);
    expect(paths.length).toBeGreaterThan(10);
    expect(paths.filter((path) => !path.includes("NAME") && !existsSync(new URL(path, project)))).toEqual([]);
  });
});

describe("docs/adding-a-sector.md", () => {
  // Inside the project, so that `#core` and `#schemas` lead where they do for a real sector; `data/` is not versioned.
  const data = fileURLToPath(new URL("data/", project));
  let folder = "";
  let sectors: SectorRegistry;

  beforeAll(async () => {
    const [index = "", procedures = "", record = "", rules = ""] = fencedBlocks(read("docs/adding-a-sector.md"))
      .filter(({ language }) => language === "ts")
      .map(({ content }) => content);
    const whole = index
      .replace("defineSector<never>", "defineSector<LandRecord>")
      .replace("rules: [],", "record: landRecord,\n  rules,")
      .concat('import { landRecord, type LandRecord } from "./record.ts";\nimport { rules } from "./rules.ts";\n');
    mkdirSync(data, { recursive: true });
    folder = mkdtempSync(join(data, "test-sector-"));
    mkdirSync(join(folder, "land"));
    const files = { "index.ts": whole, "procedures.ts": procedures, "record.ts": record, "rules.ts": rules };
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, "land", name), content);
    sectors = await loadSectors(pathToFileURL(`${folder}/`));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
    if (readdirSync(dirname(folder)).length === 0) rmdirSync(data);
  });

  const dossier = (record: object) => ({
    dossierCode: "H26.107-261120-0457",
    sector: "land",
    procedureCode: "1.012783",
    agencyCode: "H26.107",
    agencyName: "UBND phường Mẫu",
    status: 2,
    channel: "direct",
    returnMethod: "direct",
    summary: "Đính chính",
    applicant: { type: "citizen", name: "Lê Văn Mẫu" },
    receivedAt: "2026-11-20T08:30:00+07:00",
    dueAt: "2026-11-24T17:00:00+07:00",
    record,
  });
  const codes = (record: object): string[] => {
    const checked = checkDossier(dossier(record), sectors);
    return checked.ok ? [] : checked.issues.map(({ code, pointer }) => `${code} ${pointer}`);
  };

  it("its blocks make a sector that takes a dossier", () => {
    expect(sectors.all.map(({ sector }) => sector)).toEqual(["land"]);
    expect(codes({ owner: "Lê Văn Mẫu", parcel: "12/345" })).toEqual([]);
  });

  it("refuses what its constraint and its rule refuse", () => {
    expect(codes({ owner: "Lê Văn Mẫu", parcel: "12-345" })).toEqual(["parcel-format /record/parcel"]);
    expect(codes({ owner: "Lê Văn Mẫu", parcel: "0/0" })).toEqual(["DD-R01 /record/parcel"]);
  });
});
