import { hash, X509Certificate } from "node:crypto";
import type { EvidenceMaterial } from "#core/proof/evidence.ts";
import type { RevocationData } from "../signing/trust/revocation-data.ts";
import { certificatesWith, signatureCarriers } from "../signing/verify/carriers.ts";
import {
  bodyFile,
  certificateFolder,
  readmeFile,
  revocationFolder,
  signatureFile,
  storyFiles,
  tokenFile,
} from "./names.ts";
import { filesOfReceipts, tellAttempts } from "./receipt-files.ts";
import { readmeText } from "./readme-text.ts";
import type { ContainerFile } from "./zip-writer.ts";

/** A file with its media type, as the manifest names it. */
export type TypedFile = ContainerFile & { readonly type: string };

export interface Making {
  /** Canonical time. */
  readonly madeAt: string;
  /** E.g. `lienthong 0.2.0`. */
  readonly madeBy: string;
  /** Certificates of the gateway's own keys, for profiles that send none of the issuers along. DER. */
  readonly issuers: readonly Uint8Array[];
  /** What the CAs say about revocation at this time. */
  readonly revocation: readonly RevocationData[];
}

/** Every file of a container but those that seal it. Equal material and making give equal files. */
export function containerFiles(material: EvidenceMaterial, making: Making): TypedFile[] {
  const { envelopes, messages, attempts, timeline, audit, auditProof, timestamps } = material;
  return [
    { name: readmeFile, type: "text/plain", bytes: Buffer.from(readmeText(material, making.madeAt)) },
    json(storyFiles.index, indexOf(material, making)),
    json(storyFiles.timeline, { timeline }),
    json(storyFiles.messages, { messages }),
    json(storyFiles.attempts, { attempts: tellAttempts(attempts) }),
    json(storyFiles.audit, { entries: audit, proof: auditProof }),
    json(storyFiles.timestamps, {
      timestamps: timestamps.map(({ token: _token, ...timestamp }) => ({
        ...timestamp,
        token: tokenFile(timestamp.id),
      })),
      envelopes: envelopes.flatMap(({ id, timestamp }) => (timestamp === null ? [] : [{ envelope: id, ...timestamp }])),
    }),
    ...envelopes.flatMap((envelope): TypedFile[] => [
      { name: bodyFile(envelope), type: "application/octet-stream", bytes: envelope.body },
      { name: signatureFile(envelope), type: "text/plain", bytes: Buffer.from(envelope.signature.value) },
    ]),
    ...timestamps.map(({ id, token }) => ({
      name: tokenFile(id),
      type: "application/vnd.etsi.timestamp-token",
      bytes: token,
    })),
    ...filesOfReceipts(attempts),
    ...certificateFiles(material, making),
    ...making.revocation.map(({ kind, bytes }) => ({
      name: `${revocationFolder}${hash("sha256", bytes)}.${kind}`,
      type: kind === "crl" ? "application/pkix-crl" : "application/ocsp-response",
      bytes,
    })),
  ];
}

function indexOf(material: EvidenceMaterial, { madeAt, madeBy }: Making) {
  const { dossierCode, sector, procedureCode, agencyCode, revision, syncState, envelopes } = material;
  return {
    format: "lienthong-evidence",
    version: 1,
    dossierCode,
    sector,
    procedureCode,
    agencyCode,
    revision,
    syncState,
    madeAt,
    madeBy,
    envelopes: envelopes.map(({ body: _body, timestamp: _timestamp, ...envelope }) => ({
      id: envelope.id,
      destination: envelope.destination,
      service: envelope.service,
      isUpdating: envelope.isUpdating,
      createdAt: envelope.createdAt,
      otherDossiers: envelope.otherDossiers,
      body: bodyFile(envelope),
      signature: signatureFile(envelope),
      profile: envelope.signature.profile,
      header: envelope.signature.header,
      certificate: envelope.certificateThumbprint,
    })),
  };
}

/** The certificates beside every signature and above the gateway's keys, each once; helpers, trusted by nobody. */
function certificateFiles({ envelopes }: EvidenceMaterial, { issuers }: Making): TypedFile[] {
  const found = new Map<string, X509Certificate>();
  const add = (certificate: X509Certificate) =>
    found.set(certificate.fingerprint256.replaceAll(":", "").toLowerCase(), certificate);
  for (const { body, signature, createdAt } of envelopes) {
    const input = signatureCarriers.get(signature.header)?.(signature.value, body);
    if (input !== undefined) certificatesWith(input, new Date(createdAt)).forEach(add);
  }
  issuers.map((der) => new X509Certificate(der)).forEach(add);
  return [...found]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([print, certificate]) => ({
      name: `${certificateFolder}${print}.pem`,
      type: "application/x-pem-file",
      bytes: Buffer.from(certificate.toString()),
    }));
}

function json(name: string, content: unknown): TypedFile {
  return { name, type: "application/json", bytes: Buffer.from(`${JSON.stringify(content, null, 2)}\n`) };
}
