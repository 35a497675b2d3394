const NO_PUSH =
  "chưa thấy hệ thống chuyên ngành nhận việc hộ tịch này; Cổng nhận hồ sơ chung, phần tờ khai giữ tại gateway";
const NO_KEY = "thông điệp của Bộ Tư pháp không có khóa cho trường này; giữ tại gateway";
const FOR_RULES = "chỉ dùng để kiểm tra quy tắc nghiệp vụ";
const NAMES_BY_CODE = "Bộ Tư pháp nhận mã đơn vị hành chính; tên chỉ để người đọc";

/** Fields of the record that reach neither the portal nor the ministry, and why. `**` stands for any part of a pointer. */
export const notSent: Readonly<Record<string, string>> = {
  // What the ministry's addresses leave out.
  "/record/**/scheme": "xác định bảng mã của mã tỉnh, xã; Bộ Tư pháp hiểu theo ngày",
  "/record/**/countryCode": "địa chỉ ở nước ngoài chỉ gửi phần chữ; trong nước thì gửi mã",
  "/record/**/provinceName": NAMES_BY_CODE,
  "/record/**/districtName": NAMES_BY_CODE,
  "/record/**/communeName": NAMES_BY_CODE,

  // What results say came from the ministry.
  "/record/result/**": "kết quả do Bộ Tư pháp trả về, không gửi lại",

  // Papers.
  "/record/documents/*/issueDate": FOR_RULES,
  "/record/documents/*/legalisation": FOR_RULES,
  "/record/**/identity/expiryDate": NO_KEY,
  "/record/mother/identity/issueDate": NO_KEY,
  "/record/mother/identity/issuePlace": NO_KEY,
  "/record/father/identity/issueDate": NO_KEY,
  "/record/father/identity/issuePlace": NO_KEY,

  // Births.
  "/record/child/familyName": FOR_RULES,
  "/record/child/middleName": NO_KEY,
  "/record/child/givenName": NO_KEY,
  "/record/child/birthTime": NO_KEY,
  "/record/parentsMarriage": FOR_RULES,
  "/record/parentsMarriage/**": FOR_RULES,
  "/record/note": "chỉ tờ khai kết hôn có khóa cho ghi chú (ghiChu); việc khác giữ tại gateway",

  // Deaths.
  "/record/deceased/personalId": NO_KEY,
  "/record/deceased/deathDateInWords": "chỉ ghi trong sổ hộ tịch",
  "/record/courtDeclaration": "chỉ ghi trong sổ hộ tịch",
  "/record/courtDeclaration/**": "chỉ ghi trong sổ hộ tịch",
  "/record/foreignRegistration": "chỉ tờ khai khai sinh có khóa cho việc đăng ký ở nước ngoài",
  "/record/foreignRegistration/**": "chỉ tờ khai khai sinh có khóa cho việc đăng ký ở nước ngoài",

  // Marriages.
  "/record/husband/nationalityOther": NO_KEY,
  "/record/wife/nationalityOther": NO_KEY,
  "/record/wife/residenceAbroad": "chỉ bên chồng có khóa này trong thông điệp đã thấy",
  "/record/husband/verified": NO_KEY,
  "/record/wife/verified": NO_KEY,
  "/record/**/priorMarriage/**": FOR_RULES,
  "/record/**/priorMarriage": FOR_RULES,
  "/record/**/statusCertificate/number": FOR_RULES,
  "/record/**/statusCertificate/issueDate": FOR_RULES,
  "/record/**/statusCertificate/purposeType": FOR_RULES,

  // Recognitions, certificates of marital status, changes, extracts.
  "/record/confirmationKind": NO_PUSH,
  "/record/parent/**": NO_PUSH,
  "/record/child/**": NO_PUSH,
  "/record/childBirthRegistration/**": NO_PUSH,
  "/record/evidence/**": NO_PUSH,
  "/record/noDispute": NO_PUSH,
  "/record/otherParentConsent": NO_PUSH,
  "/record/declarant/relationToRecogniser": NO_PUSH,
  "/record/subject/**": NO_PUSH,
  "/record/period/**": NO_PUSH,
  "/record/maritalStatus": NO_PUSH,
  "/record/maritalDetail/**": NO_PUSH,
  "/record/purposeType": NO_PUSH,
  "/record/purposeText": NO_PUSH,
  "/record/kind": NO_PUSH,
  "/record/original/**": NO_PUSH,
  "/record/items/**": NO_PUSH,
  "/record/reason": NO_PUSH,
  "/record/legalBasis": NO_PUSH,
  "/record/consent": NO_PUSH,
  "/record/parentsEthnicity": NO_PUSH,
  "/record/parentsEthnicity/**": NO_PUSH,
  "/record/office": NO_PUSH,
  "/record/eventKind": NO_PUSH,
  "/record/quantity": NO_PUSH,
};
