import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { createGatewayClient } from "../../src/cli/gateway-client.ts";
import { API_KEY, PATIENT, openRunningGateway, temporaryFolder } from "../cli/running-gateway.ts";

const WARD_KEY = "khoa-cua-phuong-0123456789";
const READER_KEY = "khoa-chi-xem-0123456789";
const sha256 = (key: string) => createHash("sha256").update(key).digest("hex");
const sample = (name: string): Record<string, unknown> & { dossierCode: string; agencyCode: string } =>
  JSON.parse(readFileSync(new URL(`../../adapters/promotions/samples/${name}.json`, import.meta.url), "utf8"));

const ours = sample("loyalty-notice");
const theirs = sample("lucky-draw-confirmed");
const signal = new AbortController().signal;

describe("createGateway", PATIENT, () => {
  it("delivers a push to the portal, signed, and shows it to whom it belongs only", async () => {
    using folder = temporaryFolder();
    const client = { name: "Phần mềm một cửa mẫu", agencies: [ours.agencyCode] };
    await using gateway = await openRunningGateway({
      dataDir: folder.path,
      isFirstStart: true,
      file: {
        clients: [
          { ...client, id: "phuong", keySha256: sha256(WARD_KEY), rights: ["push", "read"] },
          { ...client, id: "chi-xem", keySha256: sha256(READER_KEY), rights: ["read"] },
        ],
      },
    });
    const all = createGatewayClient(gateway.url, API_KEY);
    const ward = createGatewayClient(gateway.url, WARD_KEY);
    const push = (by: typeof all, dossier: object) => by.push(JSON.stringify(dossier), "application/json");

    expect((await push(createGatewayClient(gateway.url, "khoa-cua-nguoi-la"), ours)).status).toBe(401);
    expect((await push(createGatewayClient(gateway.url, READER_KEY), ours)).status).toBe(403);
    expect(await push(ward, theirs)).toMatchObject({ status: 403, body: { code: "forbidden" } });
    expect(gateway.simulator.ledger.lines()).toEqual([]);

    expect((await push(ward, ours)).status).toBe(202);
    expect((await push(all, theirs)).status).toBe(202);
    for (const { dossierCode } of [ours, theirs])
      expect((await all.settled(dossierCode, { timeoutMs: 120_000, signal })).state).toBe("in-sync");
    const lines = gateway.simulator.ledger.lines();
    expect(new Set(lines.map(({ dossierCode }) => dossierCode))).toEqual(
      new Set([ours.dossierCode, theirs.dossierCode]),
    );
    expect(lines.every((line) => line.signature.present)).toBe(true);

    const codes = async (by: typeof all) =>
      ((await by.get("/v1/dossiers"))["dossiers"] as { dossierCode: string }[]).map(({ dossierCode }) => dossierCode);
    expect((await codes(all)).toSorted()).toEqual([ours.dossierCode, theirs.dossierCode].toSorted());
    expect(await codes(ward)).toEqual([ours.dossierCode]);
    expect(await ward.get(`/v1/dossiers/${ours.dossierCode}`)).toMatchObject({ syncState: "in-sync" });
    expect(await ward.get(`/v1/dossiers/${theirs.dossierCode}`)).toMatchObject({ status: 404 });
  });

  it("leaves port and data folder free when it is disposed, and finds its data again", async () => {
    using folder = temporaryFolder();
    const first = await openRunningGateway({ dataDir: folder.path });
    const { port } = new URL(first.url);
    const pushed = await createGatewayClient(first.url, API_KEY).push(JSON.stringify(ours), "application/json");
    expect(pushed.status).toBe(202);
    await expect(openRunningGateway({ dataDir: folder.path })).rejects.toMatchObject({ code: "data-dir-locked" });
    await first[Symbol.asyncDispose]();

    await expect(fetch(first.url)).rejects.toThrow(TypeError);
    await using second = await openRunningGateway({ dataDir: folder.path, env: { PORT: port } });
    expect(second.url).toBe(first.url);
    const again = await createGatewayClient(second.url, API_KEY).push(JSON.stringify(ours), "application/json");
    expect(again).toMatchObject({ status: 200, body: { outcome: "unchanged" } });
  });

  it("does not start by half: a port that is taken frees the data folder again", async () => {
    using folder = temporaryFolder();
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const port = String((taken.address() as AddressInfo).port);
    try {
      await expect(openRunningGateway({ dataDir: folder.path, env: { PORT: port } })).rejects.toMatchObject({
        code: "config-invalid",
        vi: `Không mở được cổng 127.0.0.1:${port} (HOST, PORT).`,
      });
    } finally {
      taken.close();
    }
    await using gateway = await openRunningGateway({ dataDir: folder.path, env: { BOOTSTRAP_API_KEY: "" } });
    expect((await fetch(`${gateway.url}/healthz`)).status).toBe(200);
    // And it knows nobody, since nobody was named.
    const answer = await createGatewayClient(gateway.url, API_KEY).push(JSON.stringify(ours), "application/json");
    expect(answer).toMatchObject({ status: 401, body: { code: "unauthenticated" } });
  });

  it.each([
    ["SIGNING_KEY", { env: { SIGNING_KEY: "/khong/co/khoa.p12" } }, "key-unreadable"],
    ["SIGNING_PROFILE", { env: { SIGNING_PROFILE: "sap" } }, "config-invalid"],
    ["/khong/co/ca.pem", { file: { portal: { caFile: "/khong/co/ca.pem" } } }, "config-missing"],
  ])("stops before it opens anything when %s is wrong", async (name, wrong, code) => {
    using folder = temporaryFolder();
    const dataDir = `${folder.path}/data`;
    await expect(openRunningGateway({ dataDir, isFirstStart: true, ...wrong })).rejects.toMatchObject({
      code,
      vi: expect.stringContaining(name) as string,
      en: expect.stringContaining(name) as string,
    });
    expect(existsSync(dataDir)).toBe(false);
  });
});
