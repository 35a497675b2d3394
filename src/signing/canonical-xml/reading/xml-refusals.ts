import type { FaultText } from "#core/fault.ts";

/** Refusals of XML and of what stands where in it. */
export const xmlRefusals = {
  "xml-encoding": {
    vi: "XML phải ở dạng UTF-8.",
    en: "XML must be in UTF-8.",
  },
  "xml-doctype": {
    vi: "XML có DOCTYPE; kiểu tài liệu và thực thể bị từ chối.",
    en: "The XML has a DOCTYPE; document types and entities are refused.",
  },
  "xml-malformed": {
    vi: "Không phải XML hợp lệ.",
    en: "This is not well-formed XML.",
  },
  "xml-too-deep": {
    vi: "XML lồng nhau quá sâu.",
    en: "The XML is nested too deeply.",
  },
  "xml-too-complex": {
    vi: "XML có quá nhiều phần tử hoặc thuộc tính.",
    en: "The XML has too many elements or attributes.",
  },
  "signature-missing": {
    vi: "Không có chữ ký nào trong XML.",
    en: "There is no signature in the XML.",
  },
  "signature-several": {
    vi: "XML có nhiều chữ ký; phải chỉ rõ cần kiểm tra chữ ký nào.",
    en: "The XML has several signatures; which one is meant must be said.",
  },
  "signature-malformed": {
    vi: "Phần tử Signature không đúng cấu trúc.",
    en: "The Signature element is not of the right structure.",
  },
  "canonicalisation-refused": {
    vi: "Cách chuẩn hóa XML không được chấp nhận.",
    en: "The canonicalisation is not accepted.",
  },
  "transform-refused": {
    vi: "Phép biến đổi trong tham chiếu không được chấp nhận.",
    en: "A transform in a reference is not accepted.",
  },
  "too-many-references": {
    vi: "Chữ ký có quá nhiều tham chiếu.",
    en: "The signature has too many references.",
  },
  "too-many-transforms": {
    vi: "Một tham chiếu có quá nhiều phép biến đổi.",
    en: "A reference has too many transforms.",
  },
  "reference-external": {
    vi: "Chữ ký tham chiếu ra ngoài tài liệu.",
    en: "The signature refers to something outside of the document.",
  },
  "reference-unsupported": {
    vi: "Kiểu tham chiếu trong chữ ký không được hỗ trợ.",
    en: "A reference of this kind is not supported.",
  },
  "reference-missing": {
    vi: "Không có phần tử mang Id mà chữ ký tham chiếu.",
    en: "There is no element with the Id the signature refers to.",
  },
  "id-duplicate": {
    vi: "Nhiều phần tử mang cùng một Id mà chữ ký tham chiếu.",
    en: "Several elements have the Id the signature refers to.",
  },
  "comment-in-signed-text": {
    vi: "Có chú thích chen giữa văn bản đã ký.",
    en: "A comment interrupts text that is signed.",
  },
  "signed-element-unexpected": {
    vi: "Phần tử đã ký không nằm ở vị trí mong đợi: tài liệu có thể đã bị tráo.",
    en: "The signed element does not stand where it is expected: the document may have been rearranged.",
  },
  "content-unsigned": {
    vi: "Nội dung cần dùng không được chữ ký bao phủ.",
    en: "The content to be used is not covered by the signature.",
  },
  "object-unsigned": {
    vi: "Phần tử Object trong chữ ký không được ký.",
    en: "An Object inside the signature is not signed.",
  },
  "properties-unsigned": {
    vi: "Thiếu thuộc tính XAdES được ký, hoặc thuộc tính không thuộc chữ ký này.",
    en: "Signed XAdES properties are missing, or belong to another signature.",
  },
} as const satisfies Record<string, FaultText>;
