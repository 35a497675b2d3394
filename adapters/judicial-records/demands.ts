import type { DemandedField } from "#core/sector/demanded-field.ts";

/** What the rules ask for beyond the record's type: the type lets it out because each is told by a rule of its own. */
export const demands: readonly DemandedField[] = [
  { rule: "LLTP-R15", pointer: "/record/request/requester/officialDocNumber" },
  { rule: "LLTP-R15", pointer: "/record/request/requester/officialDocDate" },
  { rule: "LLTP-R17", pointer: "/record/revocation/decisionNumber" },
  { rule: "LLTP-R17", pointer: "/record/revocation/decisionDate" },
  { rule: "LLTP-R17", pointer: "/record/revocation/fileName" },
  {
    rule: "LLTP-D02",
    pointer: "/record/declaration/applicant/phone",
    when: { vi: "với hồ sơ trực tuyến (channel là online)", en: "of online dossiers (channel online)" },
  },
  {
    rule: "LLTP-R16",
    pointer: "/record/declaration/authorization/documentDate",
    when: {
      vi: "khi người được ủy quyền không phải cha, mẹ, vợ, chồng, con",
      en: "when the authorised person is no parent, spouse or child",
    },
  },
];
