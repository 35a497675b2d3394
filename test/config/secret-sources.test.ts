import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readEnv } from "../../src/config/env.ts";
import { envToSecrets } from "../../src/config/secrets.ts";
import { VARIABLES } from "../../src/config/variables.ts";

const folder = mkdtempSync(join(tmpdir(), "lienthong-secrets-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

const SECRETS = Object.entries(VARIABLES).flatMap(([name, variable]) => ("secret" in variable ? [name] : []));
const valueOf = (name: string) => (name === "DATABASE_URL" ? "postgresql://db/lt" : "bi-mat-du-dai-16-ky-tu");

describe("every secret", () => {
  it.each(SECRETS)("%s is read from a file, without the line break at its end", (name) => {
    expect(readEnv({ [`${name}_FILE`]: file("secret", `${valueOf(name)}\n`) })).toEqual({ [name]: valueOf(name) });
  });

  it.each(SECRETS)("%s is read from a systemd credential of its name, and the variable comes before it", (name) => {
    file(name, valueOf(name));
    const { [name as "PORTAL_PASSWORD"]: read } = readEnv({ CREDENTIALS_DIRECTORY: folder });
    expect(read).toBe(valueOf(name));
    const other = `${valueOf(name)}-2`;
    const { [name as "PORTAL_PASSWORD"]: given } = readEnv({ CREDENTIALS_DIRECTORY: folder, [name]: other });
    expect(given).toBe(other);
  });

  it("stands in one place only, and is told apart from a mistake without being told", () => {
    const path = file("secret", "bi-mat-1");
    const fault = (raw: Record<string, string>) => {
      try {
        return JSON.stringify(readEnv(raw));
      } catch (error) {
        return String(error);
      }
    };
    expect(fault({ PORTAL_PASSWORD: "bi-mat-2", PORTAL_PASSWORD_FILE: path })).toBe(
      "Fault: PORTAL_PASSWORD and PORTAL_PASSWORD_FILE are both set; keep one of them.",
    );
    expect(fault({ PORTAL_PASSWORD_FILE: join(folder, "none") })).toContain("cannot be read");
    expect(fault({ PORTAL_PASSWORD_FILE: file("empty", "\n") })).toContain("is empty");
    expect(fault({ BOOTSTRAP_API_KEY_FILE: path })).not.toContain("bi-mat");
  });
});

describe("a systemd credential", () => {
  it.each(["SIGNING_KEY", "SIGNING_KEY_NEXT", "SEARCH_KEY_FILE"] as const)("is the file %s names", (name) => {
    const path = file(name.replace("_FILE", ""), "x");
    const { [name]: found } = readEnv({ CREDENTIALS_DIRECTORY: folder });
    expect(found).toBe(path);
    expect(readEnv({ CREDENTIALS_DIRECTORY: folder, [name]: "/elsewhere" })).toMatchObject({ [name]: "/elsewhere" });
  });

  it("is what the configuration file names, as a variable or as a file", () => {
    const raw = { CREDENTIALS_DIRECTORY: folder, HOOK_FILE: file("hook", "whsec_1") };
    file("ministry", "bi-mat-bo");
    const secrets = envToSecrets({}, { portal: true, key: true }, raw);
    expect(secrets.destinationPassword({ env: "ministry" })).toBe("bi-mat-bo");
    expect(secrets.destinationPassword({ file: "ministry" })).toBe("bi-mat-bo");
    expect(secrets.webhookSecret({ env: "HOOK" })).toBe("whsec_1");
  });
});
