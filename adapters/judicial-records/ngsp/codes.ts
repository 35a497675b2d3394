/**
 * Ids of the shared criminal-records software as far as they are known: from the published description of the service,
 * and (countries, ethnic groups) from values seen in clients. The whole lists come from its `traDanhMuc`, which was not
 * read; add to these tables what it answers.
 */

/** What clients were seen to send where they do not know an id of a list. */
export const UNKNOWN_ID = -1;

/** `nationalityId` by country. One value was seen. */
export const NGSP_NATIONALITY: ReadonlyMap<string, number> = new Map([["VN", 3106]]);

/** `ethnicId` by the name of the group. One value was seen. */
export const NGSP_ETHNICITY: ReadonlyMap<string, number> = new Map([["Kinh", 55305]]);

export const NGSP_DECLARE_TYPE = { TO_TUNG: 3844, UY_QUYEN: 3845, CA_NHAN: 3846, CO_QUAN: 3847 } as const;

export const NGSP_OBJECT = { foreigner: 71, citizen: 72, CO_QUAN: 73, TO_TUNG: 74 } as const;
