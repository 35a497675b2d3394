import { ENVELOPE_LIMIT } from "#schemas/portal/fields.ts";

/**
 * How this stand-in behaves where the real portal's behaviour is unknown or has been seen to differ. Every limit is
 * here. No official document was readable; defaults follow what one-stop clients were observed to cope with.
 */
export interface PortalProfile {
  /** `error_code` was seen both as text and as number. Default text; a client must cope with either. */
  readonly errorCodesAs: "string" | "number";
  /** Generic failure; the only failure code seen in real servers. */
  readonly failureCode: string;
  /** The real code of a bad or expired session is unknown; clients can only rely on the message. */
  readonly sessionRefusedCode: string;
  /** Code beside «đã tồn tại» when a create meets a known dossier; both were observed. */
  readonly alreadyExistsCode: "3" | "-3";
  /** Code beside «đã được tiếp nhận» when a sector message arrives again unchanged. */
  readonly alreadyReceivedCode: string;
  /** Life of a session from its login. Undocumented; one client logs in again every 10 minutes. */
  readonly sessionMinutes: number;
  /** An update (`isUpdating` True) of a dossier nobody created. */
  readonly unknownDossierUpdate: "refuse" | "upsert";
  /** A sector message whose content differs from the one received before under the same key. */
  readonly sectorCorrection: "replace" | "refuse";
  /** Dossiers of procedures that are not in the simulator's small table. */
  readonly unknownProcedures: "accept" | "refuse";
  /** Whether `dstcode` must be there. A wrong one is always refused. */
  readonly requireDestination: boolean;
  /** Whether writes need a valid signature; otherwise the verdict is only recorded in the ledger. */
  readonly requireSignature: boolean;
  /** Largest request body in bytes. Sector messages carry files as base64. */
  readonly maxBodyBytes: number;
  /** Most elements of one `data` list. The official limit is unknown; clients send 1 dossier and up to 10 entries. */
  readonly batchLimit: number;
  /** Delay of the fault `slow` in milliseconds; longer than the 6 s one client waits. */
  readonly slowMs: number;
  /** After this long the fault `hang` drops the connection, so that nothing hangs for ever. */
  readonly hangMs: number;
  /** `Retry-After` of the fault `rate-limit`, in seconds. */
  readonly rateLimitSeconds: number;
  /** `Retry-After` of the fault `maintenance`, in seconds. */
  readonly maintenanceSeconds: number;
}

export const DEFAULT_PROFILE: PortalProfile = {
  errorCodesAs: "string",
  failureCode: "-1",
  sessionRefusedCode: "-2",
  alreadyExistsCode: "-3",
  alreadyReceivedCode: "1",
  sessionMinutes: 10,
  unknownDossierUpdate: "refuse",
  sectorCorrection: "replace",
  unknownProcedures: "accept",
  requireDestination: false,
  requireSignature: false,
  maxBodyBytes: 32 * 1024 * 1024,
  batchLimit: ENVELOPE_LIMIT,
  slowMs: 7_000,
  hangMs: 600_000,
  rateLimitSeconds: 2,
  maintenanceSeconds: 30,
};
