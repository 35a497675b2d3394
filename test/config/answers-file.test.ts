import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { Fault } from "#core/fault.ts";
import { toConfig } from "../../src/config/config.ts";
import { toDestinations } from "../../src/config/destinations.ts";
import { readEnv } from "../../src/config/env.ts";
import { readConfigFile } from "../../src/config/file.ts";

const folder = mkdtempSync(join(tmpdir(), "lienthong-test-answers-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function read(yaml: string) {
  const path = join(folder, "config.yaml");
  writeFileSync(path, yaml);
  return toConfig(readEnv({}), readConfigFile(path));
}

describe("answers of the configuration file", () => {
  it("of the portal hold behind its own door, and nowhere else", () => {
    const config = read(`portal:
  answers:
    sessionCodes: [401, " 7 "]
    sessionPhrases: [phiên … không dùng được, "{mã} hết phiên"]
destinations:
  civil-status:
    doors:
      - {to: 2026-12-31}
      - {from: 2027-01-01, to: 2027-12-31, dstcode: "VN:GOV:x"}
      - {from: 2028-01-01, dstcode: "VN:GOV:y", answers: {alreadyExistsPhrases: [hồ sơ trùng]}}
`);
    expect(config.portal.answers).toMatchObject({
      sessionCodes: ["401", "7"],
      sessionPhrases: ["phiên … không dùng được", "{mã} hết phiên"],
      exceptPhrases: [],
    });
    const [civil] = toDestinations(config, ["civil-status"]);
    expect(civil?.doors.map(({ answers }) => answers)).toEqual([
      config.portal.answers,
      undefined,
      expect.objectContaining({ sessionCodes: [], alreadyExistsPhrases: ["hồ sơ trùng"] }),
    ]);
  });

  it.each([
    ["a phrase without a word", "portal: {answers: {sessionPhrases: ['… 1']}}", "needs at least one word"],
    ["a regular expression's braces", "portal: {answers: {sessionPhrases: ['hết {1,9} hạn']}}", "in braces"],
    ["too long a phrase", `portal: {answers: {sessionPhrases: [${"a".repeat(201)}]}}`, "sessionPhrases.0"],
    ["too many phrases", `portal: {answers: {sessionPhrases: [${"ab, ".repeat(101)}]}}`, "sessionPhrases"],
    ["an unknown list", "portal: {answers: {phrases: [x y]}}", "phrases"],
    ["answers of the portal's own door", "destinations: {a: {doors: [{answers: {}}]}}", "say it in portal.answers"],
  ])("refuses %s with its line", (_name, yaml, reason) => {
    try {
      read(yaml);
      expect.unreachable();
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      expect(error.code).toBe("config-invalid");
      expect(error.en).toContain("line 1");
      expect(error.en).toContain(reason);
    }
  });
});
