import type { JsonObject, JsonValue } from "#core/message/message.ts";
import type { PortalProfile } from "./profile.ts";

/** What the portal says to one call, before it becomes bytes. */
export interface DeskAnswer {
  readonly errorCode: string;
  /** Vietnamese. Clients look for «thành công», «đã tồn tại» and «đã được tiếp nhận» in it. */
  readonly message: string;
  readonly result?: readonly JsonValue[];
  /** Said in the place of code and message, by a ministry that has a form of its own. */
  readonly ownWords?: JsonObject;
  /** Keys that only one service's answer has. */
  readonly more?: JsonObject;
  /** Only in the answer to a login. */
  readonly session?: string;
}

/** One request to `mapi/g` that passed the session check. */
export interface PortalCall {
  readonly service: string;
  readonly body: JsonObject;
}

/** One element that the portal took in, for the ledger. */
export interface AppliedItem {
  readonly dossierCode: string;
  /** Null for services that do not know create and update. */
  readonly isUpdating: boolean | null;
  /** The element as it was received. */
  readonly item: JsonObject;
  /** `TrangThaiHoSo` of a dossier, `TrangThai` of a progress entry, null where there is none. */
  readonly status: string | null;
}

/** Answers one kind of question. */
export type ReadDesk = (call: PortalCall) => DeskAnswer;

export const SUCCESS_CODE = "0";

export function granted(message: string, result: readonly JsonValue[] = []): DeskAnswer {
  return { errorCode: SUCCESS_CODE, message, result };
}

export function refusedWith(errorCode: string, message: string): DeskAnswer {
  return { errorCode, message };
}

/** The JSON text of an answer. */
export function toJson(answer: DeskAnswer, codesAs: PortalProfile["errorCodesAs"]): string {
  const { errorCode, message, session, result, ownWords, more } = answer;
  if (ownWords !== undefined) return JSON.stringify({ ...ownWords, ...more });
  const code = codesAs === "number" ? Number(errorCode) : errorCode;
  return JSON.stringify({ error_code: code, message, session, result, ...more });
}
