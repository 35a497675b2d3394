import { fileURLToPath } from "node:url";
import { sealAudit } from "../../src/flow/seal-audit.ts";
import { DEMO_KEY_PASSWORD } from "../../src/signing/trust/demo-certificate.ts";
import { readKeyFile } from "../../src/signing/keys/key-file.ts";
import { createSigner } from "../../src/signing/containers/signing-profiles.ts";
import { openBacklog } from "./backlog.ts";
import { samplePush } from "./sample.ts";
import type { Measure } from "./measure.ts";

const KEY = fileURLToPath(new URL("../../certs.example/signing.p12", import.meta.url));
const clock = { now: () => Date.now() };

/** What chaining the audit entries of pushes costs, beside taking the pushes in: the part of the house that is fastest. */
export async function benchAudit(
  name: string,
  env: Readonly<Record<string, string>>,
  dossiers: number,
): Promise<Measure[]> {
  await using backlog = await openBacklog(env, samplePush());
  const key = readKeyFile({ path: KEY, password: DEMO_KEY_PASSWORD, now: new Date() });
  const events = { auditSealed: () => undefined };
  const { auditChain: store } = backlog.store;
  const signer = createSigner({ profile: "jws", key });
  const seal = () =>
    sealAudit({ clock, store, signer, events, limit: 1000, checkpointEveryMs: 0 }, new AbortController().signal);
  const settle = async (): Promise<void> => {
    const newest = await store.newest();
    // Entries are linked a round after they appear.
    for (let round = 0; round < 3 || !(await store.isLinked(newest)); round += 1) await seal();
  };
  await backlog.accept(64);
  await settle();

  const acceptMs = await backlog.accept(dossiers);
  const startedAt = performance.now();
  await settle();
  const sealMs = performance.now() - startedAt;
  const group = `nhật ký nối chuỗi / audit chain ${name}`;
  const perDossier = (ms: number) => Number((ms / dossiers).toPrecision(3));
  return [
    { group, name: "nhận / accept", value: perDossier(acceptMs), unit: "ms/hồ sơ" },
    { group, name: "nối chuỗi và ký / linked and sealed", value: perDossier(sealMs), unit: "ms/hồ sơ" },
    { group, name: "phần thêm / share", value: Number(((100 * sealMs) / acceptMs).toPrecision(3)), unit: "%" },
  ];
}
