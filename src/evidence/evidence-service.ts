import { hash } from "node:crypto";
import { formatInstant } from "#schemas/common/timestamp.ts";
import type { EvidenceService, EvidenceReads } from "#core/proof/evidence.ts";
import type { Clock, Signer } from "#core/ports/ports.ts";
import { readRevocationData, type RevocationData } from "../signing/trust/revocation-data.ts";
import { sealContainer } from "./seal-container.ts";

export interface EvidenceDependencies {
  readonly store: EvidenceReads;
  /** Puts the audit log up to now under a signed checkpoint, as far as that can be done at once. */
  readonly coverAudit: () => Promise<void>;
  /** The gateway's key in profile `cms`. */
  readonly sealer: () => Signer;
  /** Certificates of the gateway's keys and their issuers, DER. */
  readonly issuers: readonly Uint8Array[];
  /** Lists of CAs and answers of their responders, as they are now; what cannot be had is left out. */
  readonly revocationFiles: () => Promise<readonly Uint8Array[]>;
  readonly clock: Clock;
  readonly version: string;
  /** Most bytes of envelopes in one container. */
  readonly maxBytes: number;
}

/**
 * The desk that seals evidence and enters into the audit log who took it.
 *
 * @example
 * const desk = createEvidence({
 *   store: { evidence: async () => ({ kind: "absent" }), exported: async () => undefined },
 *   coverAudit: async () => undefined,
 *   sealer: () => createSigner({ profile: "cms", key }),
 *   issuers: [ca.raw],
 *   revocationFiles: async () => [],
 *   clock,
 *   version: "0.1.0",
 *   maxBytes: 64 * 1024 * 1024,
 * });
 * await desk.exportContainer("H26.107-260518-0123", { actor: "can-bo-01", scope: null }); // => { kind: "absent" }
 */
export function createEvidence({
  store,
  coverAudit,
  sealer,
  issuers,
  revocationFiles,
  clock,
  version,
  maxBytes,
}: EvidenceDependencies): EvidenceService {
  return {
    async exportContainer(dossierCode, { actor, scope }) {
      await coverAudit();
      const found = await store.evidence(dossierCode, scope, maxBytes);
      if (found.kind !== "found") return found;
      const now = new Date(clock.now());
      const revocation = await readAll(revocationFiles);
      const making = { madeAt: formatInstant(now.getTime()), madeBy: `lienthong ${version}`, issuers, revocation };
      const bytes = await sealContainer(found.material, { ...making, signer: sealer(), now });
      const envelopes = found.material.envelopes.length;
      // Before it leaves: what cannot be entered is not handed out.
      await store.exported(dossierCode, { actor, at: now, envelopes });
      return { kind: "sealed", bytes, envelopes };
    },
  };
}

/** Each once; what is neither a list nor an answer proves nothing. */
async function readAll(files: EvidenceDependencies["revocationFiles"]): Promise<readonly RevocationData[]> {
  const read = new Map<string, RevocationData>();
  for (const file of await files()) {
    const data = readRevocationData(file);
    if (data !== undefined) read.set(hash("sha256", data.bytes), data);
  }
  return [...read.values()];
}
