import { describe, expect, it } from "vitest";
import { VARIABLES } from "../../src/config/variables.ts";
import { keysOfFile } from "./configuration-page.ts";
import { read } from "./fenced-blocks.ts";
import { rightsPage } from "./rights-page.ts";

const page = read("docs/security.md");
const inCode = new Set([...page.matchAll(/`([^`\n]+)`/g)].map(([, code = ""]) => code));
const settings = keysOfFile().map(({ path }) => path);

describe("docs/rights.md", () => {
  it("is what the endpoints say", async () => {
    await expect(rightsPage(), "write it anew with: npm run docs").toMatchFileSnapshot("../../docs/rights.md");
  });
});

describe("docs/security.md", () => {
  it("names every limit of the API, and no setting that is not there", () => {
    const limits = settings.filter((path) => path.startsWith("limits."));
    expect(limits.filter((path) => !inCode.has(path))).toEqual([]);
    const named = [...inCode].filter((code) => /^[a-z]+(?:\[\])?\.\w+$/.test(code));
    expect(named.length).toBeGreaterThan(15);
    expect(named.filter((code) => !settings.includes(code))).toEqual([]);
  });

  it("says of every secret how it is given and changed", () => {
    const secrets = Object.entries(VARIABLES).flatMap(([name, variable]) => ("secret" in variable ? [name] : []));
    expect(secrets.filter((name) => !inCode.has(name))).toEqual([]);
    const variables = [...inCode].filter((code) => /^[A-Z][A-Z0-9_]{3,}$/.test(code));
    expect(variables.filter((name) => !Object.hasOwn(VARIABLES, name))).toEqual([]);
  });
});
