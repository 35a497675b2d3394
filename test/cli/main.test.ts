import { describe, expect, it } from "vitest";
import { PATIENT, startMain } from "./running-gateway.ts";

const run = (...args: readonly string[]) => startMain(args).exit;

const VIETNAMESE = /[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/u;
const ENGLISH = /\b(?:the|a|an|and|of|to)\b/;

/** The commands that the help names. */
const COMMANDS = [
  "serve",
  "demo",
  "simulator",
  "replay",
  "keys",
  "clients",
  "reconcile",
  "evidence",
  "verify",
  "audit",
];

/** The names at the left of a list of commands. */
function namesIn(help: string): string[] {
  return [...help.matchAll(/^ {2}([a-z:]+) /gm)].map(([, name = ""]) => name);
}

describe("lienthong", PATIENT, () => {
  it.each([["--help"], []].map((args) => [args]))("shows its commands for %j", async (args) => {
    const { status, stdout, stderr } = await run(...args);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(VIETNAMESE);
    expect(stdout).toMatch(ENGLISH);
    expect(namesIn(stdout)).toEqual(expect.arrayContaining(COMMANDS));
  });

  it("shows the help of every command it names, in both languages, and does nothing else", async () => {
    for (const name of namesIn((await run("help")).stdout)) {
      const { status, stdout, stderr } = await run(name, "--help");
      expect({ name, status, stderr }).toEqual({ name, status: 0, stderr: "" });
      expect(stdout).toMatch(new RegExp(`^lienthong ${name}\\b`));
      expect(stdout).toMatch(VIETNAMESE);
      expect(stdout).toMatch(ENGLISH);
    }
  });

  it.each(["sevre", "constructor"])("does not know the command %s", async (name) => {
    const { status, stdout, stderr } = await run(name);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(`Không có lệnh «${name}». / There is no command “${name}”.`);
    expect(namesIn(stderr)).toEqual(expect.arrayContaining(COMMANDS));
  });

  it("shows a command's usage, and no stack, when it does not know an option", async () => {
    const { status, stdout, stderr } = await run("replay", "--bogus");
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(/^Tham số không đúng\. \/ Wrong arguments: .*--bogus/);
    expect(stderr).toContain("lienthong replay PATH...");
    expect(stderr).not.toMatch(/^ +at /m);
  });

  it("ends with 2 and two sentences when it is used wrongly", async () => {
    expect(await run("replay", "--key", "k", "/khong/co")).toEqual({
      status: 2,
      stdout: "",
      stderr: "Không có tệp hay thư mục /khong/co.\nThere is no file or folder /khong/co.\n",
    });
  });
});
