import { hash } from "node:crypto";
import type { AuditRow } from "#core/proof/audit-chain.ts";
import { canonicalJson } from "#core/message/canonical-json.ts";
import type { EvidenceEnvelope, EvidenceMaterial } from "#core/proof/evidence.ts";
import type { Signer } from "#core/ports/ports.ts";
import { formatInstant } from "#schemas/common/timestamp.ts";
import { sealContainer } from "../../src/evidence/seal-container.ts";
import type { SigningKey } from "../../src/signing/keys/signing-key.ts";
import type { RevocationData } from "../../src/signing/trust/revocation-data.ts";
import { createSigner } from "../../src/signing/signers/signing-profiles.ts";
import { now, root, sampleKey } from "../signing/sample-keys.ts";
import { provenAudit } from "./sample-audit.ts";

export const CODE = "H26.107-270518-0123";
/** Another citizen's dossier in the same batch. */
export const OTHER = "H26.107-270518-0999";
export const MADE_AT = "2027-05-18T08:30:15+07:00";
export const key = sampleKey("rsa-modern.p12");
/** The reader trusts the root of the fixtures, and comes years later. */
export const policy = { trustAnchors: [root], now: new Date("2036-01-01T00:00:00Z") };

const ids = ["11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"] as const;
const messageIds = ["aaaaaaaa-1111-4111-8111-111111111111", "aaaaaaaa-2222-4222-8222-222222222222"] as const;
const dossier = { MaHoSo: CODE, TenHoSo: "Khai sinh Mẫu" };
const progress = { MaHoSo: CODE, NoiDungXuLy: "Tiếp nhận" };

function bodyOf(service: string, data: readonly object[], isUpdating?: string): Buffer {
  return Buffer.from(canonicalJson({ data, isUpdating, madonvi: "000.00.00.H26", service, session: "phien-mau-0001" }));
}

async function envelope(
  id: string,
  service: string,
  body: Uint8Array,
  { signer, at }: { readonly signer: Signer; readonly at: Date },
): Promise<EvidenceEnvelope> {
  const { profile, header, value, certificateThumbprint } = await signer.sign(body, at);
  return {
    id,
    destination: "portal",
    service,
    isUpdating: service === "DongBoHoSoMC" ? false : null,
    createdAt: formatInstant(at.getTime()),
    body,
    signature: { profile, header, value },
    certificateThumbprint,
    otherDossiers: 1,
    timestamp: null,
  };
}

const attempt = {
  kind: "send",
  messageId: null,
  startedAt: MADE_AT,
  endedAt: MADE_AT,
  outcome: "delivered",
  party: null,
  cause: "accepted",
  message: "Cổng đã nhận.",
  messageEn: "The portal took it.",
  httpStatus: 200,
  errorCode: "0",
  excerpt: '{"error_code":"0"}',
  answerSha256: hash("sha256", "answer", "hex"),
} as const;

const entry = { at: "2027-05-18T01:30:15.123Z", actor: "client:mau", action: "dossier.accepted" };
/** The log as a whole: of our dossier and of another. */
export const auditRows: readonly AuditRow[] = [
  { ...entry, seq: "7", subject: OTHER, detail: { revision: 1 } },
  { ...entry, seq: "8", subject: CODE, detail: { revision: 1 } },
  { ...entry, seq: "10", subject: OTHER, detail: { revision: 2 } },
  { ...entry, seq: "11", subject: CODE, action: "evidence.exported", detail: { envelopes: 2 } },
  { ...entry, seq: "12", subject: "portal", action: "destination.paused", detail: {} },
];

/** A dossier with two delivered messages, the first in a batch with another dossier. */
export async function sampleMaterial(
  profile = "jws",
  signingKey: SigningKey = key,
  at: Date = now,
): Promise<EvidenceMaterial> {
  const signing = { signer: createSigner({ profile, key: signingKey }), at };
  const bodies = [
    bodyOf("DongBoHoSoMC", [{ MaHoSo: OTHER, TenHoSo: "Khai tử Mẫu" }, dossier], "False"),
    bodyOf("CapNhatTienDoHoSoMC", [progress]),
  ] as const;
  const services = ["DongBoHoSoMC", "CapNhatTienDoHoSoMC"] as const;
  const payloads = [dossier, progress] as const;
  const places = [1, 0] as const;
  const kinds = ["dossier", "progress"] as const;
  const numbers = [0, 1] as const;
  return {
    dossierCode: CODE,
    sector: "civil-status",
    procedureCode: "1.001193",
    agencyCode: "H26.107",
    revision: 1,
    syncState: "in-sync",
    envelopes: await Promise.all(numbers.map((n) => envelope(ids[n], services[n], bodies[n], signing))),
    messages: numbers.map((n) => ({
      id: messageIds[n],
      number: n + 1,
      kind: kinds[n],
      destination: "portal",
      service: services[n],
      state: "delivered",
      settledAt: MADE_AT,
      payloadSha256: hash("sha256", canonicalJson(payloads[n]), "hex"),
      envelopes: [{ id: ids[n], position: places[n], current: true }],
    })),
    attempts: numbers.map((n) => ({ ...attempt, envelopeId: ids[n], receipt: null })),
    timeline: [
      { at: MADE_AT, kind: "accepted", revision: 1, messages: 2, by: "client:mau" },
      ...numbers.flatMap((n) => [
        {
          at: MADE_AT,
          kind: "message" as const,
          messageId: messageIds[n],
          number: n + 1,
          messageKind: kinds[n],
          destination: "portal",
          service: services[n],
          state: "delivered" as const,
          attempts: 1,
          settledAt: MADE_AT,
          standing: null,
        },
        {
          at: MADE_AT,
          kind: "attempt" as const,
          attempt: "send" as const,
          envelopeId: ids[n],
          numbers: [n + 1],
          outcome: "delivered",
          party: null,
          cause: "accepted",
          message: "Cổng đã nhận.",
          messageEn: "The portal took it.",
          httpStatus: 200,
          errorCode: "0",
          issues: [],
          receipt: null,
          durationMs: 12,
        },
      ]),
    ],
    ...(await provenAudit({ rows: auditRows, about: CODE, subjects: [CODE, ...messageIds], key: signingKey, at })),
    timestamps: [],
  };
}

/** Seals material as the gateway does; by another key where one is given. */
export function seal(
  material: EvidenceMaterial,
  signingKey: SigningKey = key,
  revocation: readonly RevocationData[] = [],
): Promise<Uint8Array> {
  const signer = createSigner({ profile: "cms", key: signingKey });
  const issuers = signingKey.chain.map(({ raw }) => raw);
  return sealContainer(material, { signer, now, madeAt: MADE_AT, madeBy: "lienthong test", issuers, revocation });
}
