import { constants, createPrivateKey, randomBytes, sign } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import forge from "node-forge";
import { DEMO_KEY_PASSWORD } from "../signing/demo-certificate.ts";
import { readKeyFile } from "../signing/key-file.ts";
import { createSigner } from "../signing/signing-profiles.ts";
import type { Measure } from "./measure.ts";
import type { CommandIo } from "./command.ts";

const KEY = fileURLToPath(new URL("../../certs.example/signing.p12", import.meta.url));
const PEM = fileURLToPath(new URL("../../certs.example/signing.pem", import.meta.url));
const signAsync = promisify(sign);

/** Signatures per second over 4 KB and 64 KB: our JWS profile beside the raw key and node-forge, with the same RSA key. */
export async function benchSigning(seconds: number, io: CommandIo): Promise<Measure[]> {
  const now = new Date();
  const signer = createSigner({ profile: "jws", key: readKeyFile({ path: KEY, password: DEMO_KEY_PASSWORD, now }) });
  const pem = readFileSync(PEM, "utf8");
  const raw = createPrivateKey(pem);
  const forgeKey = forge.pki.privateKeyFromPem(raw.export({ type: "pkcs1", format: "pem" }).toString());
  const measures: Measure[] = [];
  for (const size of [4096, 65_536]) {
    const bytes = randomBytes(size);
    const peers: [string, () => Promise<unknown>][] = [
      ["jws (lienthong)", () => signer.sign(bytes, now)],
      [
        "node:crypto, khóa trần / raw key",
        () => signAsync("sha256", bytes, { key: raw, padding: constants.RSA_PKCS1_PADDING }),
      ],
      ["node-forge", async () => forgeKey.sign(forge.md.sha256.create().update(bytes.toString("binary")))],
    ];
    for (const [name, work] of peers) {
      if (io.signal.aborted) return measures;
      measures.push({
        group: `ký / sign ${size / 1024} KB`,
        name,
        value: await ratePerSecond(work, seconds),
        unit: "/s",
      });
    }
  }
  return measures;
}

/** Keeps eight calls under way for so many seconds and counts those that ended. */
async function ratePerSecond(work: () => Promise<unknown>, seconds: number): Promise<number> {
  const startedAt = performance.now();
  const until = startedAt + seconds * 1000;
  let done = 0;
  const lane = async (): Promise<void> => {
    while (performance.now() < until) {
      await work();
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: 8 }, lane));
  return Math.round((done * 1000) / (performance.now() - startedAt));
}
