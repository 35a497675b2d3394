const NO_FIELD = "HoSoGPLX không có trường này";
const JUDGED = `${NO_FIELD}; dùng để kiểm tra`;
const ON_CARD = `${NO_FIELD}; Cổng nhận giấy phép mới qua DanhSachGiayToKetQua`;
const COMMON_HAS_IT = `${NO_FIELD}; Cổng nhận trong phần chung của hồ sơ`;

/** Fields of the record that reach nobody, and why; `lienthong coverage driving-licences` holds this against the mapping. */
export const notSent: Readonly<Record<string, string>> = {
  "/record/**/scheme": "chọn bảng mã tỉnh và bảng hạng; nơi nhận không có trường này",
  "/record/exchange/**/countryCode": "nơi nhận chỉ có mã địa bàn trong nước; địa chỉ ngoài nước ghi bằng chữ",
  "/record/exchange/identity/type": `${NO_FIELD}; nơi nhận chỉ ghi số giấy tờ (soCmnd)`,
  "/record/exchange/identity/expiryDate": `${JUDGED} (GPLX-R08)`,
  "/record/exchange/residentCard**": `${JUDGED} (GPLX-R08)`,
  "/record/exchange/issuingCountry": `${NO_FIELD}; cơ quan cấp ở noicapgplx`,
  "/record/exchange/requestedClasses/*": `${JUDGED} (GPLX-R03)`,
  "/record/exchange/integrateUnlimited": `${JUDGED} (GPLX-R12)`,
  "/record/exchange/administrativeViolation": `${JUDGED} (GPLX-R07)`,
  "/record/exchange/health/**": `${JUDGED} (GPLX-R04); giấy khám đi trong hoSoDinhKem`,
  "/record/exchange/retest**": `${JUDGED} (GPLX-R06)`,
  "/record/exchange/phone": COMMON_HAS_IT,
  "/record/exchange/email": COMMON_HAS_IT,
  "/record/exchange/resultDelivery": COMMON_HAS_IT,
  "/record/exchange/currentLicence/holderIdentityNumber": `${JUDGED} (GPLX-R09)`,
  "/record/exchange/currentLicence/points": `${JUDGED} (GPLX-R13)`,
  "/record/exchange/currentLicence/status": `${JUDGED} (GPLX-R07)`,
  "/record/payment/**": `${JUDGED} (GPLX-R14); Cổng nhận DanhSachLePhi`,
  "/record/result/**": ON_CARD,
};
