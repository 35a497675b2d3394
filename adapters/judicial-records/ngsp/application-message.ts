import { statusesThat } from "#schemas/codes/dossier-statuses.ts";
import type { Dossier } from "#core/dossier/pushed-dossier.ts";
import type { SectorMessage } from "#core/message/message.ts";
import type { Address } from "#schemas/common/address.ts";
import { dayOf } from "#schemas/common/timestamp.ts";
import type { AgencyRequest } from "../agency-request.ts";
import type { ResidenceRow } from "../declaration.ts";
import { SHARED_IDENTITY } from "../codes.ts";
import { CERTIFICATE, DELIVERY, OPEN_END, RELATION_TEXT } from "../enums.ts";
import { toSlashed } from "../native-dates.ts";
import { addressLine, countryName } from "#schemas/common/address-line.ts";
import { ethnicName, identityName } from "./names.ts";
import { NGSP_DECLARE_TYPE, NGSP_ETHNICITY, NGSP_NATIONALITY, NGSP_OBJECT, UNKNOWN_ID } from "./codes.ts";
import type { NgspDossier } from "./form.ts";
import type { AuthorisedPerson, IdentityPaper } from "../person.ts";
import { applicationOf, type JudicialRecord } from "../record.ts";

/** Handing a declaration to the shared criminal-records software. */
export const HAND_OVER_SERVICE = "nhanHoSoDangKy";

/** Once handed over, data go again only while a supplement is asked for (LLTP-R18). */
const CORRECTION = { statuses: statusesThat("asksForSupplement"), rule: "LLTP-R18" } as const;

/** Copies that the fee covers; the description calls what goes beyond "cấp thêm". */
const INCLUDED_COPIES = 2;

/**
 * The application as the shared software takes it from a one-stop desk. What its form has no field or no known id for
 * (nationality, kind of paper, the body's letter) is written out in `note`; what the person declares about convictions
 * has no field there and is not sent.
 *
 * @param receivedAt canonical timestamp of the receipt; no dossier is handed over before it.
 */
export function toNgsp(dossier: Dossier, record: JudicialRecord, receivedAt: string): SectorMessage {
  const day = dayOf(receivedAt);
  const { declaration } = record;
  const payload: NgspDossier = {
    idMinistryJustice: record.receivingUnitId ?? dossier.agencyCode,
    idReceivedDec: dossier.dossierCode,
    dateReceivedDec: toSlashed(day),
    datePromissoryDec: dossier.dueAt === null ? "" : toSlashed(dayOf(dossier.dueAt)),
    idMoneyReceipt: record.payment?.receiptNumber ?? "",
    declarationWSForm: toDeclarationForm(dossier, record, day),
    residenceWSForm: (declaration?.residenceHistory ?? []).map((row) => toResidenceForm(row, day)),
    mandatorWSForm:
      declaration === null || declaration.authorization === null
        ? null
        : toMandatorForm(declaration.authorization, day),
  };
  return { kind: "sector", service: HAND_OVER_SERVICE, payload, correction: CORRECTION };
}

function toDeclarationForm(dossier: Dossier, record: JudicialRecord, day: string): NgspDossier["declarationWSForm"] {
  const { form, person } = applicationOf(record);
  const { declaration, request } = record;
  const sheet2 = form.certificateType === CERTIFICATE.sheet2;
  const postal = declaration?.delivery.method === DELIVERY.postal;
  const requestQty = Math.min(form.copies, INCLUDED_COPIES);
  return {
    fullName: person.fullName,
    otherName: person.otherName ?? "",
    genderId: genderId(person.gender),
    birthDateStr: toSlashed(person.birthDate),
    birthPlace: addressLine(person.birthPlace, day),
    nationalityId: NGSP_NATIONALITY.get(person.nationality) ?? UNKNOWN_ID,
    ethnicId: NGSP_ETHNICITY.get(ethnicName(person.ethnicity)) ?? UNKNOWN_ID,
    residence: line(person.permanentResidence, day),
    reRegionId: UNKNOWN_ID,
    residenceTemporary: line(person.temporaryResidence, day),
    rtRegionId: UNKNOWN_ID,
    ...identityKeys(person.identity),
    dadName: form.father?.fullName ?? "",
    dadDob: date(form.father?.birthDate),
    momName: form.mother?.fullName ?? "",
    momDob: date(form.mother?.birthDate),
    partnerName: form.spouse?.fullName ?? "",
    partnerDob: date(form.spouse?.birthDate),
    phone: declaration?.applicant.phone ?? request?.requester.contactPhone ?? "",
    email: declaration?.applicant.email ?? "",
    declareDate: toSlashed(dossier.submittedAt === null ? day : dayOf(dossier.submittedAt)),
    declareTypeId: NGSP_DECLARE_TYPE[form.formType],
    requestQty,
    requestQtyAdd: form.copies - requestQty,
    objectRequestId:
      request !== null
        ? NGSP_OBJECT[request.formType]
        : person.nationality === "VN"
          ? NGSP_OBJECT.citizen
          : NGSP_OBJECT.foreigner,
    agencyRequestId: UNKNOWN_ID,
    regionRequestId: UNKNOWN_ID,
    formType: sheet2 ? 2 : 1,
    isBanPosition: sheet2 || form.includeBanInfo ? 1 : 0,
    delivery: postal ? 1 : 0,
    deliveryAddress: postal ? (declaration.delivery.address ?? "") : "",
    deliveryDistrict: UNKNOWN_ID,
    note: noteOf(record),
    purpose: declaration?.purposeOther ?? form.purposeName,
    receiveNo: dossier.dossierCode,
    declarationPortalID: "",
  };
}

/** What the form has no field or known id for, in words, one after the other. */
function noteOf(record: JudicialRecord): string {
  const { person } = applicationOf(record);
  const authority = record.declaration?.authorization?.documentNumber ?? null;
  return [
    ...(NGSP_NATIONALITY.has(person.nationality) ? [] : [`Quốc tịch: ${countryName(person.nationality)}`]),
    ...(person.ethnicity === null || NGSP_ETHNICITY.has(ethnicName(person.ethnicity))
      ? []
      : [`Dân tộc: ${ethnicName(person.ethnicity)}`]),
    ...(SHARED_IDENTITY[person.identity.type] === null ? [`Loại giấy tờ: ${identityName(person.identity)}`] : []),
    ...(authority === null ? [] : [`Văn bản ủy quyền số ${authority}`]),
    ...(record.request === null ? [] : letterOf(record.request.requester)),
  ].join("; ");
}

function letterOf(body: AgencyRequest["requester"]): string[] {
  const code = body.identifierCode === null ? "" : ` (${body.identifierCode})`;
  return [
    `Cơ quan yêu cầu: ${body.organizationName}${code}, ${body.address}`,
    `Văn bản số ${body.officialDocNumber ?? ""} ngày ${date(body.officialDocDate)}`,
    ...(body.contactName === null ? [] : [`Liên hệ: ${body.contactName}`]),
  ];
}

/** An open end becomes the month of receipt: the form wants a date there, and until then the declaration speaks. */
function toResidenceForm(row: ResidenceRow, day: string): NgspDossier["residenceWSForm"][number] {
  return {
    fromDateStr: toSlashed(row.from),
    toDateStr: toSlashed(row.to === OPEN_END ? day.slice(0, 7) : row.to),
    residencePlace: row.address,
    jobName: row.occupation ?? "",
    workPlace: row.workplace ?? "",
  };
}

function toMandatorForm(authorised: AuthorisedPerson, day: string): NonNullable<NgspDossier["mandatorWSForm"]> {
  return {
    fullName: authorised.fullName,
    genderId: genderId(authorised.gender),
    birthDateStr: toSlashed(authorised.birthDate),
    birthPlaceId: UNKNOWN_ID,
    residence: line(authorised.residence, day),
    regionId: UNKNOWN_ID,
    ...identityKeys(authorised.identity),
    mandatorRelation: RELATION_TEXT[authorised.relation],
    mandatorDate: date(authorised.documentDate),
  };
}

function identityKeys(identity: IdentityPaper) {
  return {
    idTypeId: SHARED_IDENTITY[identity.type] ?? UNKNOWN_ID,
    identifyNo: identity.number,
    idIssueDate: date(identity.issueDate),
    idIssuePlace: identity.issuePlace ?? "",
  };
}

const genderId = (gender: number): 0 | 1 => (gender === 1 ? 1 : 0);
const date = (partial: string | null | undefined): string => (partial == null ? "" : toSlashed(partial));
const line = (address: Address | null, day: string): string => (address === null ? "" : addressLine(address, day));
