import type { AmendmentRecord, NoticeRecord } from "../record.ts";

/** A file that came with a notice: its content (base64), or where to fetch it. */
export interface NativeFile {
  readonly name: string;
  readonly content: string | null;
  readonly url: string | null;
}

/** What the portal hands over, read into the sector's own record. */
export interface NativeFiling<R> {
  /** `MaHoSo`: the portal's code, and the key by which a repeat is known. */
  readonly dossierCode: string;
  readonly procedureCode: string;
  /** Day of filing, `YYYY-MM-DD`. */
  readonly submittedOn: string | null;
  readonly record: R;
  /** The form itself. */
  readonly form: NativeFile | null;
  /** Enclosed papers (`TaiLieuNop`); amendments have none. */
  readonly papers: readonly NativeFile[];
}

export type NativeNotice = NativeFiling<NoticeRecord>;
export type NativeAmendment = NativeFiling<AmendmentRecord>;
