import { hash } from "node:crypto";
import { checkpointInput, leafInput, linkInput } from "#core/proof/audit-chain.ts";
import { rootFrom } from "#core/proof/hash-tree.ts";
import { signatureCarriers } from "../signing/verify/carriers.ts";
import { verifySignature } from "../signing/verify/verify-signature.ts";
import { type Finding, fails, holds, open } from "./findings.ts";
import type { Story } from "./story.ts";
import { type SignatureFindings, type SignatureRules, warningsOf } from "./verify-envelopes.ts";

type Proof = NonNullable<Story["audit"]["proof"]>;
type Place = Proof["places"][number];
type Entry = Story["audit"]["entries"][number];

const digest = (bytes: Uint8Array): Uint8Array => hash("sha256", bytes, "buffer");

/**
 * Whether the dossier's entries of the audit log stand in the log under a signed checkpoint, and none of those that did
 * is left out. Of other entries the container has nothing but hashes.
 */
export async function verifyAudit(story: Story, rules: SignatureRules): Promise<SignatureFindings> {
  const { entries, proof } = story.audit;
  if (proof === null) return { findings: [unproven()], signer: undefined };
  const signature = await judgeCheckpoint(proof, rules);
  const findings = [...signature.findings, ...judgeEntries(story, proof)];
  const covered = new Set(proof.places.map(({ seq }) => seq));
  const later = entries.filter(({ seq }) => !covered.has(seq)).length;
  if (findings.every(({ mark }) => mark !== "fails")) findings.push(proven(proof));
  if (later > 0) findings.push(uncovered(later));
  return { ...signature, findings: [...findings, afterwards(proof)] };
}

async function judgeCheckpoint(
  { checkpoint }: Proof,
  { trustAnchors, intermediates, now }: SignatureRules,
): Promise<SignatureFindings> {
  const carrier = signatureCarriers.get(checkpoint.signature.header);
  if (carrier === undefined) {
    const vi = "Điểm chốt của nhật ký có chữ ký kiểu lạ.";
    const finding = fails("audit-checkpoint", vi, "The checkpoint of the audit log is signed in an unknown way.");
    return { findings: [finding], signer: undefined };
  }
  const input = carrier(checkpoint.signature.value, Buffer.from(checkpointInput(checkpoint)));
  const verdict = await verifySignature(input, { trustAnchors, intermediates, now });
  if (!verdict.valid) {
    const { reason, message, detail } = verdict;
    const about = detail === undefined ? "" : ` (${detail})`;
    const vi = `Chữ ký điểm chốt của nhật ký không được chấp nhận. ${message.vi}${about}`;
    const en = `The signature over the audit log's checkpoint is refused. ${message.en}${about}`;
    return { findings: [fails(`audit-checkpoint-${reason}`, vi, en)], signer: undefined };
  }
  const { signer } = verdict;
  const { position, at } = checkpoint;
  const finding = holds(
    "audit-checkpoint",
    `Điểm chốt của nhật ký: ${signer} ký lúc ${at}, trên ${position} mục của toàn bộ nhật ký.`,
    `Checkpoint of the audit log: signed by ${signer} at ${at}, over all ${position} entries of the log.`,
  );
  const judged = { path: verdict.path, provenAt: undefined };
  return { findings: [finding, ...warningsOf("audit.json", verdict)], signer, judged };
}

function judgeEntries(story: Story, proof: Proof): Finding[] {
  const { index, messages, audit } = story;
  const subjects = new Set([index.dossierCode, ...messages.messages.map(({ id }) => id)]);
  const entries = new Map(audit.entries.map((entry) => [entry.seq, entry]));
  const findings: Finding[] = [];
  if (entries.size !== audit.entries.length) findings.push(twice());
  for (const entry of audit.entries) if (!subjects.has(entry.subject)) findings.push(foreign(entry));
  for (const place of proof.places) {
    const entry = entries.get(place.seq);
    if (entry === undefined) findings.push(dropped(place));
    else if (subjects.has(entry.subject)) findings.push(...judgePlace(index.dossierCode, entry, place, proof));
  }
  const ordinals = proof.places.map(({ ordinal }) => ordinal).toSorted((a, b) => a - b);
  const missing = Array.from({ length: proof.entries }, (_, at) => at + 1).find(
    (ordinal, at) => ordinals[at] !== ordinal,
  );
  if (missing !== undefined || ordinals.length !== proof.entries) findings.push(gap(missing ?? proof.entries, proof));
  return findings;
}

/** Whether this entry, as one of this dossier, leads to the signed root. */
function judgePlace(about: string, entry: Entry, place: Place, { checkpoint }: Proof): Finding[] {
  const link = Buffer.from(digest(Buffer.from(linkInput(place.before, place, entry)))).toString("hex");
  const path = place.path.map((one) => Buffer.from(one, "hex"));
  const [position, size] = [place.position - 1, checkpoint.position];
  const root = rootFrom(leafInput({ link, about, ordinal: place.ordinal }), { position, size, path }, digest);
  if (root === undefined) return [cut(entry)];
  return Buffer.from(root).toString("hex") === checkpoint.root ? [] : [changed(entry)];
}

function unproven(): Finding {
  return open(
    "audit-unproven",
    "Nhật ký trong gói là trích đoạn không kèm chứng minh: gói không cho biết có thiếu hay bị sửa dòng nào không.",
    "The audit entries are an extract without proof: the container does not tell whether any is missing or changed.",
  );
}

function proven({ entries }: Proof): Finding {
  return holds(
    "audit",
    `Nhật ký: ${entries} mục của hồ sơ nằm đúng chỗ trong nhật ký đã ký; không thiếu mục nào tính đến điểm chốt.`,
    `Audit log: ${entries} entries of the dossier stand in the signed log; none is missing up to the checkpoint.`,
  );
}

function uncovered(count: number): Finding {
  return open(
    "audit-uncovered",
    `Nhật ký: ${count} mục mới hơn điểm chốt, chưa có chữ ký nào của nhật ký bao gồm; chỉ có niêm phong của gói.`,
    `Audit log: ${count} entries are newer than the checkpoint; only the container's own seal covers them yet.`,
  );
}

function afterwards({ checkpoint: { at, position } }: Proof): Finding {
  return open(
    "audit-after",
    `Nhật ký được chứng minh đến mục ${position} (${at}); việc xảy ra sau đó không nằm trong gói.`,
    `The audit log is proven up to entry ${position} (${at}); what happened afterwards is not in here.`,
  );
}

function changed({ seq, action }: Entry): Finding {
  return fails(
    "audit-entry",
    `Nhật ký, mục ${seq} (${action}): không phải mục đã ký của hồ sơ này; mục đã bị sửa, đổi chỗ, hoặc là của hồ sơ khác.`,
    `Audit log, entry ${seq} (${action}): not what was signed as this dossier's; it was changed, moved, or is another's.`,
  );
}

function cut({ seq, action }: Entry): Finding {
  return fails(
    "audit-path",
    `Nhật ký, mục ${seq} (${action}): đường dẫn băm bị cắt hoặc dài quá, không dẫn tới điểm chốt.`,
    `Audit log, entry ${seq} (${action}): its hash path is cut or too long and does not lead to the checkpoint.`,
  );
}

function dropped({ seq }: Place): Finding {
  return fails(
    "audit-dropped",
    `Nhật ký: mục ${seq} có trong phần chứng minh nhưng đã bị bỏ khỏi gói.`,
    `Audit log: entry ${seq} is in the proof but was left out of the container.`,
  );
}

function foreign({ seq, subject }: Entry): Finding {
  return fails(
    "audit-foreign",
    `Nhật ký, mục ${seq}: nói về ${subject}, không phải hồ sơ này.`,
    `Audit log, entry ${seq}: it is about ${subject}, which is not this dossier.`,
  );
}

function twice(): Finding {
  return fails("audit-twice", "Nhật ký: có mục xuất hiện hai lần.", "Audit log: an entry is there twice.");
}

function gap(ordinal: number, { entries }: Proof): Finding {
  return fails(
    "audit-gap",
    `Nhật ký: thiếu hoặc trùng mục thứ ${ordinal} trong ${entries} mục của hồ sơ.`,
    `Audit log: number ${ordinal} of the dossier's ${entries} entries is missing, or there twice.`,
  );
}
