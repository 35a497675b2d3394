import type { Dossier } from "#core/dossier/pushed-dossier.ts";
import type { SectorMessage, JsonObject } from "#core/message/message.ts";
import { toSlashedDateTime } from "#schemas/common/timestamp.ts";
import type { FormDocument } from "../form-parts.ts";

/** Sending to the Ministry of Justice: the service behind the same door as the portal's own. */
export const REGISTER_SERVICE = "dangKyHoTich";

/** Modules the ministry was seen to take; the other forms have no message of their own. */
export type MinistryModule = "LTKS" | "LTKT" | "LTKH";

/** What the envelope needs of a record, whatever its module. */
interface Registrable {
  readonly registeringUnitCode: string;
  readonly interlinkedDossierCode: string | null;
  readonly documents: readonly FormDocument[];
}

/**
 * `DataHoTich`, the ministry's envelope for one registration (observed in one-stop clients): the declaration as JSON
 * text in `data`, dates `dd.MM.yyyy` inside and `dd/MM/yyyy HH:mm:ss` outside. A dossier outside the interlinking
 * software has no code there; clients then repeat their own.
 *
 * @param receivedAt canonical timestamp of the receipt; the ministry takes no dossier before it.
 */
export function ministryMessage(
  module: MinistryModule,
  dossier: Dossier,
  record: Registrable,
  receivedAt: string,
  declaration: JsonObject,
): SectorMessage {
  return {
    kind: "sector",
    service: REGISTER_SERVICE,
    payload: {
      maDonVi: record.registeringUnitCode,
      module,
      maHoSoLT: record.interlinkedDossierCode ?? dossier.dossierCode,
      maHoSoMCDT: dossier.dossierCode,
      ngayTiepNhan: toSlashedDateTime(receivedAt),
      data: JSON.stringify(declaration),
      fileDinhKem: toFiles(dossier, record.documents),
    },
  };
}

/** Papers chosen for the ministry. Content that was not pushed stays empty; removed files are not sent. */
function toFiles(dossier: Dossier, documents: readonly FormDocument[]): JsonObject[] {
  return documents
    .flatMap((document) => {
      const attachment = dossier.attachments.find((paper) => paper.id === document.attachmentId && !paper.deleted);
      if (attachment === undefined) return [];
      return [{ document, attachment }];
    })
    .map(({ document, attachment }, index) => ({
      id: index + 1,
      loaiGiayTo: document.kind,
      tenGiayTo: document.title,
      tenTepDinhKem: attachment.name,
      huyGiayTo: 0,
      duLieuTepDinhKem: attachment.content ?? "",
    }));
}
