import { z } from "zod";

/**
 * `nhanHoSoDangKy` of the shared criminal-records software behind the national data-exchange platform, as published in a
 * province's list of shared services: string fields may be empty, numbers are ids of the ministry's own lists.
 */
const string = z.string();
const id = z.int();
/** `DD/MM/YYYY`, and where the list says so `MM/YYYY` or `YYYY`; empty for none. */
const date = z.string().regex(/^(?:(?:(?:\d{2}\/)?\d{2}\/)?\d{4})?$/);
const fullDate = z.string().regex(/^(?:\d{2}\/\d{2}\/\d{4})?$/);

const declarationForm = z.strictObject({
  fullName: z.string().min(1),
  otherName: string,
  genderId: z.literal([0, 1]),
  birthDateStr: date.min(4),
  birthPlace: string,
  nationalityId: id,
  ethnicId: id,
  residence: string,
  reRegionId: id,
  residenceTemporary: string,
  rtRegionId: id,
  idTypeId: id,
  identifyNo: z.string().min(1),
  idIssueDate: date,
  idIssuePlace: string,
  dadName: string,
  dadDob: date,
  momName: string,
  momDob: date,
  partnerName: string,
  partnerDob: date,
  phone: string,
  email: string,
  declareDate: fullDate.min(10),
  declareTypeId: z.literal([3844, 3845, 3846, 3847]),
  requestQty: z.int().min(1),
  requestQtyAdd: z.int().min(0),
  objectRequestId: z.literal([71, 72, 73, 74]),
  agencyRequestId: id,
  regionRequestId: id,
  formType: z.literal([1, 2]),
  isBanPosition: z.literal([0, 1]),
  delivery: z.literal([0, 1]),
  deliveryAddress: string,
  deliveryDistrict: id,
  note: string,
  purpose: string,
  receiveNo: z.string().min(1),
  declarationPortalID: string,
});

const mandatorForm = z.strictObject({
  fullName: z.string().min(1),
  genderId: z.literal([0, 1]),
  birthDateStr: date,
  birthPlaceId: id,
  residence: string,
  regionId: id,
  idTypeId: id,
  identifyNo: string,
  idIssueDate: date,
  idIssuePlace: string,
  mandatorRelation: string,
  mandatorDate: fullDate,
});

const residenceForm = z.strictObject({
  fromDateStr: date.min(4),
  toDateStr: date.min(4),
  residencePlace: z.string().min(1),
  jobName: string,
  workPlace: string,
});

export const ngspDossier = z.strictObject({
  idMinistryJustice: z.string().min(1),
  idReceivedDec: z.string().min(1),
  dateReceivedDec: fullDate.min(10),
  datePromissoryDec: fullDate,
  idMoneyReceipt: string,
  declarationWSForm: declarationForm,
  residenceWSForm: z.array(residenceForm),
  mandatorWSForm: mandatorForm.nullable(),
});
export type NgspDossier = z.infer<typeof ngspDossier>;
