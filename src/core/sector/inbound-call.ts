import type { Issue } from "../dossier/issue.ts";
import type { Receipt } from "../proof/found-signature.ts";
import type { KeptSignature } from "../proof/kept-signature.ts";
import type { JsonObject, JsonValue } from "../message/message.ts";

/** A file that came with an application: its content (base64), or where to fetch it. */
export interface ApplicationFile {
  readonly name: string;
  readonly content: string | null;
  readonly url: string | null;
}

/**
 * An application that a citizen or company made elsewhere (the national portal, VNeID) and that was handed to the
 * province, read into the sector's record. It becomes a dossier when one-stop software takes it over and pushes it.
 */
export interface Application {
  /** The code it was given where it was made; one-stop software keeps it as its own. */
  readonly dossierCode: string;
  /** Null where the call does not name one. */
  readonly procedureCode: string | null;
  /** Day of filing, `YYYY-MM-DD`. */
  readonly submittedOn: string | null;
  readonly record: JsonObject;
  readonly files: readonly ApplicationFile[];
}

/** What became of an inbound call. */
export type Handover =
  | { readonly kind: "taken" | "unchanged" | "replaced"; readonly dossierCode: string }
  /** It is here already with other content, and does not stand where a correction is awaited. */
  | { readonly kind: "conflict"; readonly dossierCode: string }
  | { readonly kind: "invalid"; readonly issues: readonly Issue[] }
  /** The caller has to sign and did not, or not so that it counts; `code` as in docs/verifying.md. */
  | { readonly kind: "signature-refused"; readonly code: string; readonly message: string; readonly messageEn: string }
  /** The caller is not known, or the gateway cannot keep anything now. */
  | { readonly kind: "forbidden" | "unavailable" };

/** A call that others make at the gateway, in their own words. Pure. */
export interface InboundCall {
  /** Last part of its path, e.g. `addtthcKhuyenMai`. */
  readonly name: string;
  readonly title: string;
  readonly titleEn: string;
  /** Reads the body; issues point into it. */
  read(body: JsonValue):
    | {
        readonly ok: true;
        readonly application: Application;
        /** The caller says that it replaces what it handed over before. */
        readonly isCorrection: boolean;
      }
    | { readonly ok: false; readonly issues: readonly Issue[] };
  /** How the caller is answered. */
  answer(handover: Handover): JsonObject;
}

/** An application as it is kept. */
export interface StoredApplication extends Application {
  readonly sector: string;
  /** The call it came by. */
  readonly call: string;
  /** Rises by one with each correction. */
  readonly revision: number;
  readonly receivedAt: string;
  readonly changedAt: string;
  /** One-stop software has pushed a dossier of this code. */
  readonly takenOver: boolean;
  /** Who signed the call it came by, with the signed bytes (base64), as proof; null where nobody had to. */
  readonly signature: (KeptSignature & { readonly body: string }) | null;
}

/** Where applications are kept until one-stop software takes them over. */
export interface ApplicationStore {
  /**
   * Keeps an application, once: the same content again is `unchanged`, other content replaces what is there only while
   * `mayReplace` says so of the status (1 to 10) of the dossier that one-stop software has made of it (null: none yet).
   */
  keep(input: {
    readonly sector: string;
    readonly call: string;
    readonly application: Application;
    readonly contentSha256: string;
    readonly mayReplace: (status: number | null) => boolean;
    readonly at: Date;
    readonly actor: string;
    /** The call with its signature, where it had to have one. */
    readonly signed: Receipt | null;
  }): Promise<"taken" | "unchanged" | "replaced" | "conflict">;
  one(dossierCode: string): Promise<StoredApplication | null>;
  /** Oldest change first, from after a cursor; what was taken over is left out unless asked for. */
  list(options: {
    readonly sector?: string;
    readonly takenOver: boolean;
    readonly after: string | null;
    readonly limit: number;
  }): Promise<{
    readonly items: readonly Omit<StoredApplication, "files" | "record" | "signature">[];
    readonly nextCursor: string | null;
  }>;
}
