import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { DossierDetail } from "#core/ports/reads.ts";
import { readSample } from "../adapters/adapter-folders.ts";
import { openSoftHsm, PIN, softHsmParts } from "../kit/soft-hsm.ts";
import { openJourney } from "./open-journey.ts";

const BIRTH = readSample("civil-status", "birth-single-mother") as { readonly dossierCode: string };

describe.runIf(softHsmParts)("a gateway whose key is in a token of SoftHSM2", () => {
  it("signs with it, lets messages wait while it is pulled out, and sends them once it is back", async () => {
    using hsm = openSoftHsm();
    hsm.makeToken("Mẫu ký");
    hsm.makeKey("Mẫu ký", { label: "ky", id: "01", type: "RSA:2048" });
    await using journey = await openJourney(
      {
        DATA_DIR: join(hsm.folder, "data"),
        SIGNING_KEY: hsm.uri("Mẫu ký", "ky"),
        SIGNING_KEY_PASSWORD: PIN,
        PKCS11_DRIVER: hsm.driver,
      },
      60,
      {},
      [new X509Certificate(readFileSync(join(hsm.folder, "ca.pem")))],
    );
    const detail = async () =>
      (await (await journey.call(`/v1/dossiers/${BIRTH.dossierCode}`)).json()) as DossierDetail;
    hsm.pullOut();
    expect(await journey.push(BIRTH)).toBe(202);
    const seen = async () => (await journey.call("/v1/messages?state=waiting")).text();
    while (!(await seen()).includes('"signing-key-away"')) await sleep(30);
    expect((await detail()).syncState).toBe("pending");
    const evidence = await journey.call(`/v1/dossiers/${BIRTH.dossierCode}/evidence`);
    expect([evidence.status, (await evidence.json()) as object]).toMatchObject([503, { code: "signing-key-away" }]);

    hsm.plugIn();
    expect(await journey.settled()).toMatchObject({ inSync: 1, parked: 0, refused: 0 });
    expect(journey.simulator.ledger.lines().length).toBeGreaterThan(0);
    expect((await journey.call(`/v1/dossiers/${BIRTH.dossierCode}/evidence`)).status).toBe(200);
    expect(journey.errors).toEqual([]);
    // The token is asked again after pauses that grow while it is away.
  }, 180_000);
});
