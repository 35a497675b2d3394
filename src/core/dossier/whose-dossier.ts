import { dossierCodeParts } from "#schemas/common/dossier-code.ts";
import { rootOfAgency } from "#schemas/common/agency-code.ts";
import { mayTouchAgency, type Client } from "../client.ts";
import { isInScope } from "../scope.ts";
import type { Issue } from "./issue.ts";

/**
 * The office of the government, under which the national portal numbers what is filed there itself (`G22.99.08-…`): such
 * a dossier belongs to whichever agency handles it.
 */
const PORTAL_ITSELF = "G22";

/** Whether the portal gave the number, so that the code tells nothing of whose dossier it is. */
export function isNumberedByPortal(unit: string): boolean {
  return rootOfAgency(unit) === PORTAL_ITSELF;
}

/** Whose a dossier is that is there already. */
export interface Holding {
  readonly agencyCode: string;
  /** The client that updates it; null when it is open to the next one of the agency, as after a transfer. */
  readonly clientId: string | null;
  /** An operator released its code: it belongs to whoever may name the code and pushes it next. */
  readonly isReleased: boolean;
}

interface Pushed {
  readonly dossierCode: string;
  readonly agencyCode: string;
}

/**
 * Whether a client may name a dossier that is not there yet: the unit in its code is one of the client's agencies, one of
 * the further units its configuration names, or the portal's own.
 */
export function mayNameCode(client: Client, dossierCode: string): boolean {
  if (client.agencies === null) return true;
  const unit = dossierCodeParts(dossierCode)?.unit;
  if (unit === undefined) return false;
  return isNumberedByPortal(unit) || isInScope([...client.agencies, ...(client.codeUnits ?? [])], unit);
}

/**
 * Why a client may not push a dossier; null when it may. A first push is judged by the agency it names and by the unit in
 * its code, a further one by the agency it names and by the one the dossier is at: so whoever moves a dossier to another
 * agency must be allowed at both, and the agency it left can no longer touch it. A client bound to no agencies may all.
 *
 * @param holding the dossier as it is there; null when it is not
 */
export function refusalOfPush(client: Client, pushed: Pushed, holding: Holding | null): Issue | null {
  if (client.agencies === null) return null;
  const refused = agencyRefusal(client, pushed.agencyCode);
  if (refused !== null) return refused;
  if (holding === null || holding.isReleased) return mayNameCode(client, pushed.dossierCode) ? null : CODE_OF_ANOTHER;
  if (!mayTouchAgency(client, holding.agencyCode)) return AGENCY_OF_ANOTHER;
  const isMoved = holding.agencyCode !== pushed.agencyCode;
  return isMoved || holding.clientId === null || holding.clientId === client.id ? null : CLIENT_OF_ANOTHER;
}

/**
 * Whether a client may hand over an application under a code: judged as a first push where there is no dossier of the code
 * or it was released, and else by the agency the dossier is at.
 */
export function mayHandOver(client: Client, dossierCode: string, holding: Holding | null): boolean {
  return holding === null || holding.isReleased
    ? mayNameCode(client, dossierCode)
    : mayTouchAgency(client, holding.agencyCode);
}

/**
 * Which client updates a dossier after a push that was allowed. Moved to another agency it is open to the next client of
 * that one; an open or released one falls to a client bound to agencies, while who may do everything only helps out.
 */
export function holderAfter(client: Client, pushed: Pushed, holding: Holding): string | null {
  if (holding.isReleased) return client.agencies === null ? null : client.id;
  if (holding.agencyCode !== pushed.agencyCode) return null;
  return holding.clientId ?? (client.agencies === null ? null : client.id);
}

/** Why a client may push nothing for an agency, whatever the dossier is; null when it may. */
export function agencyRefusal(client: Client, agencyCode: string): Issue | null {
  if (mayTouchAgency(client, agencyCode)) return null;
  return {
    pointer: "/agencyCode",
    code: "agency-not-allowed",
    message: `Khóa này không được gửi hồ sơ của cơ quan ${agencyCode}. Liên hệ quản trị để được cấp quyền.`,
    messageEn: `This key may not push dossiers of agency ${agencyCode}. Ask the administrator for the right.`,
    severity: "error",
  };
}

const CODE_OF_ANOTHER: Issue = {
  pointer: "/dossierCode",
  code: "code-of-another-agency",
  message:
    "Mã hồ sơ mang mã của đơn vị ngoài phạm vi của khóa này; mỗi phần mềm chỉ được đặt mã hồ sơ của đơn vị mình. Nếu mã do đơn vị khác cấp đúng quy định, nhờ quản trị thêm đơn vị đó vào clients[].codeUnits.",
  messageEn:
    "The dossier code names a unit outside the agencies of this key. If the number is rightly given by another unit, ask the administrator to add it to clients[].codeUnits.",
  severity: "error",
};

const AGENCY_OF_ANOTHER: Issue = {
  pointer: "/dossierCode",
  code: "dossier-of-another-agency",
  message:
    "Hồ sơ mang mã này đang thuộc cơ quan ngoài phạm vi của khóa. Việc chuyển hồ sơ do khóa có phạm vi gồm cả hai cơ quan thực hiện; nếu mã bị gửi nhầm, người vận hành có thể giải phóng mã.",
  messageEn:
    "The dossier of this code is at an agency outside the scope of this key. A transfer is made by a key that covers both agencies; a code that was taken by mistake can be released by an operator.",
  severity: "error",
};

const CLIENT_OF_ANOTHER: Issue = {
  pointer: "/dossierCode",
  code: "dossier-of-another-client",
  message: "Hồ sơ này do phần mềm khác gửi; chỉ phần mềm đó được cập nhật.",
  messageEn: "Another client pushed this dossier; only that one may update it.",
  severity: "error",
};
