import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { command } from "../../src/cli/simulator.ts";
import { DEMO_PORTAL } from "../../src/simulator/demo-account.ts";
import { fixture } from "../signing/sample-keys.ts";
import { FORWARD, read } from "../simulator/open-portal.ts";

const folder = mkdtempSync(join(tmpdir(), "lienthong-simulator-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the command; `stop` ends it. */
function start(args: readonly string[], env: Record<string, string> = {}) {
  const stop = new AbortController();
  let said = () => {};
  const output = { stdout: "", stderr: "" };
  const spoke = new Promise<void>((resolve) => (said = resolve));
  const into = (name: keyof typeof output) => ({
    write(text: string) {
      output[name] += text;
      said();
    },
  });
  const status = command.run(args, {
    stdout: into("stdout"),
    stderr: into("stderr"),
    env: { PORT: "0", SIMULATOR_TRUST: fixture("root.pem"), ...env },
    signal: stop.signal,
  });
  return { output, spoke, status, stop: () => stop.abort() };
}

const login = async (url: string, username: string, password: string): Promise<string | number> => {
  const response = await fetch(`${url}${FORWARD}/mapi/login`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ username, password }),
  });
  return (await read(response)).error_code;
};

describe("lienthong simulator", () => {
  it("runs until it is stopped, for the demo account and the one in the environment", async () => {
    const run = start([], { PORTAL_USERNAME: "000.00.00.H26", PORTAL_PASSWORD: "mat-khau-mau" });
    await Promise.race([run.spoke, run.status]);
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(run.output.stdout)?.[0] ?? "";
    expect(await login(url, DEMO_PORTAL.username, DEMO_PORTAL.password)).toBe("0");
    expect(await login(url, "000.00.00.H26", "mat-khau-mau")).toBe("0");
    expect(await login(url, "000.00.00.H26", "sai")).toBe("-1");
    run.stop();
    expect(await run.status).toBe(0);
    await expect(fetch(url)).rejects.toThrow(TypeError);
  });

  it("plays the portal that the environment names, by a name or as JSON", async () => {
    for (const [variant, chosen] of [
      ["session-single", { name: "session-single" }],
      ['{"name":"lookup-stale","lagMs":5}', { name: "lookup-stale", lagMs: 5 }],
    ] as const) {
      const run = start([], { SIMULATOR_VARIANT: variant });
      await Promise.race([run.spoke, run.status]);
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(run.output.stdout)?.[0] ?? "";
      expect(await (await fetch(`${url}/variant`)).json()).toEqual(chosen);
      run.stop();
      await run.status;
    }
  });

  it.each(["explode", '{"name":"lookup-stale","lagMs":-1}', "{"])("does not start as %s", async (variant) => {
    await expect(start([], { SIMULATOR_VARIANT: variant }).status).rejects.toMatchObject({ code: "config-invalid" });
  });

  it("signs its answers when told to, with the throwaway key or another", async () => {
    for (const [args, env] of [
      [["--sign-answers"], {}],
      [["--answer-key", fixture("rsa-modern.p12")], { SIGNING_KEY_PASSWORD: "mat-khau-mau" }],
      [[], {}],
    ] as const) {
      const run = start(args, env);
      await Promise.race([run.spoke, run.status]);
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(run.output.stdout)?.[0] ?? "";
      const answer = await fetch(`${url}${FORWARD}/mapi/login`, { method: "POST", body: "{}" });
      await answer.text();
      expect(answer.headers.has("X-JWS-Signature")).toBe(args.length > 0);
      run.stop();
      expect(await run.status).toBe(0);
    }
  });

  it("shows its help, and refuses arguments it does not know", async () => {
    const help = start(["--help"]);
    expect([await help.status, help.output.stdout]).toEqual([0, command.usage]);
    const wrong = start(["--loud"]);
    expect([await wrong.status, wrong.output.stdout]).toEqual([2, ""]);
    expect(wrong.output.stderr).toContain("--loud");
  });

  it("stops the start with one sentence that names the variable", async () => {
    const empty = join(folder, "empty.pem");
    writeFileSync(empty, "");
    const cases = [
      [{ PORT: "abc" }, /PORT/],
      [{ PORT: "70000" }, /PORT/],
      [{ HOST: "256.0.0.1" }, /HOST/],
      [{ SIMULATOR_TRUST: join(folder, "none.pem") }, /SIMULATOR_TRUST/],
      [{ SIMULATOR_TRUST: empty }, /SIMULATOR_TRUST/],
    ] as const;
    for (const [env, words] of cases) {
      await expect(start([], env).status).rejects.toMatchObject({
        code: "config-invalid",
        vi: expect.stringMatching(words),
        en: expect.stringMatching(words),
      });
    }
  });
});
