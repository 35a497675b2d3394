import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { toConfig } from "../../src/config/config.ts";
import { readEnv } from "../../src/config/env.ts";
import { toDestinations } from "../../src/config/destinations.ts";
import { readConfigFile } from "../../src/config/file.ts";
import { VARIABLES } from "../../src/config/variables.ts";
import { toWebhooks } from "../../src/config/webhooks.ts";
import { registry } from "../adapters/adapter-folders.ts";
import { configurationPage, keysOfFile, languagesOf } from "./configuration-page.ts";
import { project, read } from "./fenced-blocks.ts";

const keys = keysOfFile();
const EXAMPLE = "docs/examples/lienthong.yaml";

describe("docs/configuration.md", () => {
  it("is what the code says", async () => {
    const page = configurationPage(read(EXAMPLE));
    await expect(page, "write it anew with: npm run docs").toMatchFileSnapshot("../../docs/configuration.md");
  });

  it.each(keys.map(({ path, schema }) => [path, schema.description ?? ""]))(
    "says of %s in both languages what it is",
    (path, description) => {
      // A section of which every key is described needs no words of its own.
      if (keys.some((other) => other.path.startsWith(`${path}.`) || other.path.startsWith(`${path}[`))) return;
      const { vi, en } = languagesOf(description);
      expect(vi).toMatch(/\p{L}/u);
      expect(en).toMatch(/^\p{Lu}/u);
    },
  );

  it.each(Object.entries(VARIABLES))("has a default of %s that the variable itself could give", (name, variable) => {
    const given = "fallback" in variable ? variable.fallback : "demo" in variable ? variable.demo : undefined;
    if (given === undefined) return;
    expect(readEnv({ [name]: String(given) })).toEqual({ [name]: given });
  });

  it("shows examples that the variables take", () => {
    const examples = Object.entries(VARIABLES).flatMap(([name, variable]) =>
      "example" in variable ? [[name, variable.example] as const] : [],
    );
    expect(readEnv(Object.fromEntries(examples))).toEqual(Object.fromEntries(examples));
  });

  it("shows a file that is read, with destinations and webhooks that fit together", () => {
    const config = toConfig({}, readConfigFile(fileURLToPath(new URL(EXAMPLE, project)), registry.all));
    expect(config).toMatchObject({
      clients: [{ rights: ["push", "read"], agencies: ["H26"] }],
      delivery: { requestsPerMinute: 600 },
      reconcile: { nightlyAt: "23:15" },
      portal: { tlsFiles: { ca: "/etc/lienthong/adapter-ca.pem" } },
      http: { limits: { maxBatch: 200 } },
    });
    expect(toWebhooks(config, false)).toMatchObject([{ client: "mot-cua-ha-noi", scope: ["H26"] }]);
    const [civil] = toDestinations(config, ["civil-status"]);
    expect(civil?.doors.map(({ from, wire }) => [from, wire])).toEqual([
      [null, "envelope"],
      ["2027-01-01", "rest"],
    ]);
  });
});
