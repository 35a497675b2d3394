import type { RuleViolation } from "#core/dossier/rule.ts";
import { normaliseIdentityNumber } from "#schemas/common/identity-paper.ts";
import { equalsVi } from "#schemas/common/text.ts";
import { JUDICIAL_RECORDS_LAW, type JudicialRule } from "../judicial-rule.ts";
import { applicationOf, type Application } from "../record.ts";
import type { Certificate } from "../certificate.ts";

type Paper = NonNullable<Certificate["identity"]>;

const AT = "/record/certificate";

/**
 * LLTP-R13: the sheet is about the person of the application. Places are printed in words of their own and are not
 * compared; what the sheet leaves out is not missed.
 */
export const agreementRules: readonly JudicialRule[] = [
  {
    id: "LLTP-R13",
    severity: "error",
    from: JUDICIAL_RECORDS_LAW,
    to: null,
    source: "Luật Lý lịch tư pháp 28/2009/QH12, sửa đổi bởi Luật 107/2025/QH15 từ 01/07/2026, Điều 42 và Điều 43",
    message: "Thông tin trên phiếu không khớp với tờ khai.",
    messageEn: "The certificate does not agree with the application.",
    check: ({ record }) => (record.certificate === null ? [] : differences(record.certificate, applicationOf(record))),
  },
];

function differences(certificate: Certificate, { form, person }: Application): RuleViolation[] {
  const { identity } = certificate;
  const agrees: readonly (readonly [pointer: string, same: boolean])[] = [
    ["certificateType", certificate.certificateType === form.certificateType],
    ["fullName", sameName(certificate.fullName, person.fullName)],
    ["gender", certificate.gender === null || certificate.gender === person.gender],
    ["birthDate", certificate.birthDate === null || certificate.birthDate === person.birthDate],
    ["nationality", certificate.nationality === null || certificate.nationality === person.nationality],
    ["identity/type", identity === null || identity.type === person.identity.type],
    ["identity/number", identity === null || samePaper(identity, person.identity)],
    ["fatherName", sameName(certificate.fatherName, form.father?.fullName)],
    ["motherName", sameName(certificate.motherName, form.mother?.fullName)],
    ["spouseName", sameName(certificate.spouseName, form.spouse?.fullName)],
  ];
  return agrees.filter(([, same]) => !same).map(([pointer]) => ({ pointer: `${AT}/${pointer}` }));
}

function samePaper(onSheet: Paper, declared: Paper): boolean {
  const number = ({ type, number: written }: Paper) => normaliseIdentityNumber(type, written);
  return number(onSheet) === number(declared);
}

/** Letter case, tone placement and kinds of apostrophe do not count; a name only one side has says nothing. */
function sameName(onSheet: string | null, declared: string | undefined): boolean {
  return onSheet === null || declared === undefined || equalsVi(onSheet, declared);
}
