import type { EvidenceMaterial } from "#core/proof/evidence.ts";
import { asic } from "./asic-manifest.ts";

/** What somebody reads who opens the container with any zip program. */
export function readmeText({ dossierCode }: EvidenceMaterial, madeAt: string): string {
  return `BẰNG CHỨNG ĐIỆN TỬ CỦA HỒ SƠ ${dossierCode}
Lập lúc ${madeAt}.

Gói này chứa đúng các byte mà cổng tích hợp Liên Thông đã ký và gửi, chữ ký, chứng thư, câu trả lời được ghi lại, diễn biến
và nhật ký của hồ sơ. Toàn bộ được niêm phong bằng chữ ký CAdES trên ${asic.manifest} (ETSI EN 319 162, ASiC-E).

  lienthong verify TỆP --trust CA.pem      kiểm tra, không cần mạng

Phong bì gửi theo lô chứa cả hồ sơ của người khác, và chứa mã phiên (session) của Cổng lúc gửi. Không byte nào được che,
vì che đi thì chữ ký không còn kiểm tra được. Giữ gói này như giữ hồ sơ gốc. Câu trả lời có chữ ký của nơi nhận nằm ở
receipts/; câu trả lời không có chữ ký là lời ghi của bên gửi.

ELECTRONIC EVIDENCE OF DOSSIER ${dossierCode}
Made at ${madeAt}.

This container holds the exact bytes that the gateway Liên Thông signed and sent, the signatures, certificates, the answers
as recorded, the timeline and the audit log of the dossier. All of it is sealed by a CAdES signature over
${asic.manifest} (ETSI EN 319 162, ASiC-E).

  lienthong verify FILE --trust CA.pem     verifies, without a network

Batch envelopes hold other people's dossiers too, and the portal's session token of that time. No byte is masked, because
the signature would not verify any more. Keep this file as you keep the dossier itself. Answers their sender signed are
in receipts/; what was said without a signature is our record of it.
`;
}
