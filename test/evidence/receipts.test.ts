import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { EvidenceAttempt, EvidenceMaterial } from "#core/proof/evidence.ts";
import { formatInstant } from "#schemas/common/timestamp.ts";
import { verifyContainer, type EvidencePolicy } from "../../src/evidence/verify-container.ts";
import { keyInProcess } from "../../src/signing/keys/signing-key.ts";
import { createSigner } from "../../src/signing/containers/signing-profiles.ts";
import { now, sampleKey } from "../signing/sample-keys.ts";
import { issue, type TestIdentity } from "../signing/trust/test-pki.ts";
import { policy, sampleMaterial, seal } from "./sample-evidence.ts";

const ANSWER = '{"error_code":"0","message":"Đồng bộ hồ sơ thành công"}';
const key = sampleKey("rsa-modern.p12");

/** The sample's first attempt with a signed answer, changed as a test wants it. */
async function withReceipt({
  answer = ANSWER,
  signed = answer,
  at = now,
  profile = "jws",
  receipt: patch = {},
  ...attemptPatch
}: Partial<Omit<EvidenceAttempt, "receipt">> & {
  readonly answer?: string;
  readonly signed?: string;
  readonly at?: Date;
  readonly profile?: string;
  readonly receipt?: Partial<NonNullable<EvidenceAttempt["receipt"]>>;
} = {}): Promise<EvidenceMaterial> {
  const material = await sampleMaterial();
  const { header, value, certificateThumbprint } = await createSigner({ profile, key }).sign(Buffer.from(signed), at);
  const receipt = {
    verdict: "verified" as const,
    header,
    value,
    profile,
    signer: "CN=Khóa Mẫu rsa",
    thumbprint: certificateThumbprint,
    signedAt: formatInstant(at.getTime()),
    warnings: [],
    code: null,
    message: null,
    messageEn: null,
    body: Buffer.from(answer),
    ...patch,
  };
  const answerSha256 = createHash("sha256").update(receipt.body).digest("hex");
  const attempts = material.attempts.map((attempt, index) =>
    index === 0 ? { ...attempt, answerSha256, receipt, ...attemptPatch } : attempt,
  );
  return { ...material, attempts };
}

async function judged(material: EvidenceMaterial, more: Partial<EvidencePolicy> = {}) {
  const { holds, findings } = await verifyContainer(await seal(material), { ...policy, ...more });
  const told = findings.filter(({ code }) => code.startsWith("receipt-")).map(({ mark, code }) => `${mark} ${code}`);
  return [holds, ...told];
}

describe("a signed answer in an evidence container", () => {
  it.each(["jws", "cms", "xades"])("proves what was answered, years later (%s)", async (profile) => {
    expect(await judged(await withReceipt({ profile }))).toEqual([true, "holds receipt-signature"]);
  });

  it("is quoted, so that a reader sees what it proves", async () => {
    const { findings } = await verifyContainer(await seal(await withReceipt()), policy);
    expect(findings.find(({ code }) => code === "receipt-signature")?.vi).toContain(ANSWER);
  });

  it.each<[string, Parameters<typeof withReceipt>[0], string]>([
    ["other bytes were signed", { signed: `${ANSWER} ` }, "fails receipt-signature-mismatch"],
    ["it is not the answer of the attempt", { answerSha256: "0".repeat(64) }, "fails receipt-other-answer"],
    ["it says otherwise than the attempt", { answer: ANSWER.replace('"0"', '"-1"') }, "fails receipt-other-answer"],
    ["it was signed long before", { at: new Date(now.getTime() - 3_600_000) }, "fails receipt-time"],
    ["it was signed long after", { at: new Date(now.getTime() + 3_600_000) }, "fails receipt-time"],
    ["nobody knows its header", { receipt: { header: "X-Unknown" } }, "fails receipt-missing"],
  ])("fails where %s", async (_, patch, expected) => {
    expect(await judged(await withReceipt(patch))).toEqual([false, expected]);
  });

  it("that the gateway did not accept is told as such", async () => {
    const patch = { signed: "{}", receipt: { verdict: "refused" as const, code: "signature-mismatch" } };
    expect(await judged(await withReceipt(patch))).toEqual([true, "open receipt-refused"]);
  });

  it("by a stranger is left open, unless the reader says whom to trust", async () => {
    const stranger: TestIdentity = issue({ name: "CA nơi nhận Mẫu", ca: true });
    const leaf = issue({ name: "Cổng Mẫu", issuer: stranger });
    const foreign = keyInProcess("mau", leaf.key, [leaf.certificate]);
    const body = Buffer.from(ANSWER);
    const { header, value } = await createSigner({ profile: "jws", key: foreign }).sign(body, now);
    const material = await withReceipt({ receipt: { header, value } });
    expect(await judged(material)).toEqual([true, "open receipt-untrusted"]);
    const named = { receiptAnchors: [stranger.certificate] };
    expect(await judged(material, named)).toEqual([true, "holds receipt-signature"]);
    expect(await judged(await withReceipt(), named)).toEqual([false, "fails receipt-chain-untrusted"]);
  });
});
