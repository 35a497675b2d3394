import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SectorRegistry } from "#core/sector/sector-registry.ts";
import { command } from "../../src/cli/adapter-new.ts";
import { createGatewayClient } from "../../src/cli/gateway-client.ts";
import { createGateway } from "../../src/compose/gateway.ts";
import { loadSectors } from "../../src/compose/load-sectors.ts";
import { toConfig } from "../../src/config/config.ts";
import { readEnv } from "../../src/config/env.ts";
import { readConfigFile } from "../../src/config/file.ts";
import { envToSecrets } from "../../src/config/secrets.ts";
import { seededRandom } from "../../src/simulator/seeded-random.ts";
import { serveSimulator } from "../../src/simulator/serve-simulator.ts";
import { createSimulator } from "../../src/simulator/simulator.ts";
import { API_KEY, PATIENT, temporaryFolder } from "../cli/running-gateway.ts";

const NAME = "household-business";
const SERVICE = "nhanHoSoHouseholdBusiness";
const REFUSAL = "Nội dung đề nghị không thuộc thẩm quyền";
// Inside the project, because a sector's imports (`#core/…`) mean the project's own package.
const PLACE = fileURLToPath(new URL("../tmp/", import.meta.url));

/** One folder beside nothing else: the sector knows all there is to know of it. */
let folder = "";
let sectors: SectorRegistry;

beforeAll(async () => {
  mkdirSync(PLACE, { recursive: true });
  folder = mkdtempSync(`${PLACE}fifth-`);
  const silent = { write: () => true };
  const titles = ["--title", "Hộ kinh doanh", "--title-en", "Household business"];
  const procedure = ["--procedure", "1.001612", "--procedure-name", "Đăng ký thành lập hộ kinh doanh"];
  await command.run([NAME, ...titles, ...procedure, "--into", folder], {
    stdout: silent,
    stderr: silent,
    env: {},
    signal: new AbortController().signal,
  });
  sectors = await loadSectors(pathToFileURL(`${folder}/`));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const sample = () =>
  JSON.parse(readFileSync(`${folder}/${NAME}/samples/first.json`, "utf8")) as { dossierCode: string; record: object };

function configOf(yaml: string) {
  const path = `${folder}/lienthong.yaml`;
  writeFileSync(path, yaml);
  return readConfigFile(path, sectors.all);
}

/** Gateway and simulator on sockets of their own, with this sector only and one setting of it. */
async function openBoth(dataDir: string, stack: AsyncDisposableStack) {
  const simulator = createSimulator({
    clock: { now: () => Date.now() },
    random: seededRandom("fifth"),
    sectors: sectors.all,
  });
  const portal = stack.use(await serveSimulator({ simulator }));
  const env = readEnv({
    PORT: "0",
    PORTAL_URL: portal.url,
    DATA_DIR: dataDir,
    BOOTSTRAP_API_KEY: API_KEY,
    LOG_LEVEL: "silent",
  });
  const config = toConfig(env, configOf(`sectors:\n  ${NAME}:\n    unitCode: "01234"\n`));
  const gateway = stack.use(await createGateway(config, envToSecrets(env, { portal: true, key: true }), { sectors }));
  return { simulator, portal, client: createGatewayClient(gateway.url, API_KEY) };
}

describe("a sector that is added as one folder", PATIENT, () => {
  it("has its settings judged by its own schema", () => {
    expect(configOf("sectors: {}\n").sectors).toEqual({});
    expect(() => configOf(`sectors:\n  ${NAME}:\n    unitCode: "12"\n`)).toThrow(/line 3: .*unitCode: five digits/);
    expect(() => configOf(`sectors:\n  ${NAME}:\n    unit: "12345"\n`)).toThrow(/line 3: .*sectors\.\S+\.unit:/);
    expect(() => configOf("sectors:\n  civil-status: {}\n")).toThrow(/line 2: .*sectors\.civil-status:/);
  });

  it("is served, told to its ministry and understood", async () => {
    using data = temporaryFolder();
    await using stack = new AsyncDisposableStack();
    const { simulator, portal, client } = await openBoth(data.path, stack);
    const settled = (code: string) =>
      client.settled(code, { timeoutMs: 120_000, signal: new AbortController().signal });
    const push = (dossier: object) => client.push(JSON.stringify(dossier), "application/json");

    expect(await client.get("/v1/sectors")).toMatchObject({ sectors: [{ sector: NAME, title: "Hộ kinh doanh" }] });
    expect(await client.get("/v1/codes")).toMatchObject({
      lists: expect.arrayContaining([`${NAME}-kinds`]) as string[],
    });
    expect(await client.get(`/v1/codes/${NAME}-kinds`)).toMatchObject({ items: [{ code: "NEW" }, { code: "CHANGE" }] });

    const dossier = sample();
    expect(await client.get(`/v1/sectors/${NAME}/samples`)).toMatchObject({
      samples: [{ name: "first", dossier, messages: expect.any(Array) as object[] }, { name: "second" }],
    });
    expect((await push(dossier)).status).toBe(202);
    expect((await settled(dossier.dossierCode)).state).toBe("in-sync");
    const { sector: kept } = (await (await fetch(`${portal.url}/dossiers/${dossier.dossierCode}`)).json()) as {
      sector: { key: string; item: object }[];
    };
    expect(kept).toEqual([
      { key: SERVICE, item: expect.objectContaining({ maDonVi: "01234", loai: "NEW", noiDung: "Nội dung mẫu" }) },
    ]);

    const doubtful = { ...dossier, dossierCode: "H26.107-261116-0009" };
    const refused = { ...doubtful, record: { ...dossier.record, subject: "Nội dung thử từ chối" } };
    expect((await push(refused)).status).toBe(202);
    expect((await settled(refused.dossierCode)).state).toBe("refused");
    const detail = (await client.get(`/v1/dossiers/${refused.dossierCode}`)) as { timeline: readonly object[] };
    const attempt = { cause: "error-code", party: "vendor-data", errorCode: "TU_CHOI" };
    expect(JSON.stringify(detail.timeline)).toContain(REFUSAL);
    expect(detail.timeline).toContainEqual(expect.objectContaining(attempt));
    expect(simulator.ledger.lines().filter(({ service }) => service === SERVICE)).toHaveLength(1);
  });

  it("whose answer was lost is sent again, and its ministry's word for «already» is a yes", async () => {
    using data = temporaryFolder();
    await using stack = new AsyncDisposableStack();
    const { simulator, client } = await openBoth(data.path, stack);
    simulator.faults.set([{ kind: "drop-after-apply", service: SERVICE, times: 1 }]);
    const dossier = sample();
    expect((await client.push(JSON.stringify(dossier), "application/json")).status).toBe(202);
    const signal = new AbortController().signal;
    expect((await client.settled(dossier.dossierCode, { timeoutMs: 120_000, signal })).state).toBe("in-sync");
    expect(simulator.ledger.lines().filter(({ service }) => service === SERVICE)).toHaveLength(1);
  });
});
