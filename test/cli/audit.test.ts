import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { command } from "../../src/cli/audit.ts";
import { sampleDossier } from "../kit/sample-dossier.ts";
import { API_KEY, openRunningGateway, PATIENT, temporaryFolder } from "./running-gateway.ts";

async function audit(args: readonly string[]) {
  const said: string[] = [];
  const out = { write: (text: string) => void said.push(text) };
  const io = { stdout: out, stderr: out, env: { BOOTSTRAP_API_KEY: API_KEY }, signal: new AbortController().signal };
  return { status: await command.run(args, io), text: said.join("") };
}

describe("lienthong audit verify", () => {
  it(
    "finds the chain of a running gateway whole and signed, and a known head that is not its own missing",
    PATIENT,
    async () => {
      using folder = temporaryFolder();
      await using gateway = await openRunningGateway({ dataDir: folder.path });
      const headers = { Authorization: `Bearer ${API_KEY}`, "Content-Type": "application/json" };
      const body = JSON.stringify(sampleDossier("H36.03-260518-0001"));
      await fetch(new URL("/v1/dossiers", gateway.url), { method: "POST", headers, body });

      const verify = (...more: readonly string[]) => audit(["verify", "--to", gateway.url, ...more]);
      let found = await verify();
      while (!/^Chuỗi toàn vẹn: [1-9]/.test(found.text)) {
        await sleep(200);
        found = await verify();
      }
      expect(found.status).toBe(0);
      const [, known = ""] = /head: (\d+:[0-9a-f]{64})/.exec(found.text) ?? [];
      expect((await verify("--known", known)).status).toBe(0);
      const longer = `999999:${known.split(":")[1] ?? ""}`;
      expect(await verify("--known", longer)).toMatchObject({
        status: 1,
        text: expect.stringContaining("bị cắt") as string,
      });
      const other = `${known.split(":")[0] ?? ""}:${"0".repeat(64)}`;
      expect(await verify("--known", other)).toMatchObject({
        status: 1,
        text: expect.stringContaining("điểm chốt") as string,
      });
    },
  );

  it("says what it needs", async () => {
    await expect(audit([])).rejects.toMatchObject({ code: "usage" });
    await expect(audit(["verify", "--known", "x"])).rejects.toMatchObject({ code: "usage" });
    await expect(audit(["verify", "--trust", "/none.pem"])).rejects.toMatchObject({ code: "usage" });
  });
});
