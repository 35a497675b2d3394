/** What of an invented dossier a test wants to choose. */
export interface SampleOptions {
  /** Rises with each push; changes the content the portal hears. */
  readonly version?: number;
  /** Progress lines, one an hour. Default 2. */
  readonly lines?: number;
  /** Fields to replace, as a client would send them. */
  readonly patch?: Readonly<Record<string, unknown>>;
}

/** A dossier as one-stop software pushes it, of a sector without a message of its own; all people invented. */
export function sampleDossier(dossierCode: string, { version = 1, lines = 2, patch = {} }: SampleOptions = {}) {
  return {
    dossierCode,
    sector: "promotions",
    procedureCode: "2.000033",
    agencyCode: "H36.03",
    agencyName: "Sở Công Thương tỉnh Lâm Đồng",
    status: 2,
    channel: "online",
    returnMethod: "direct",
    summary: `Thông báo chương trình khuyến mại ${dossierCode}, lần ${version}`,
    applicant: {
      type: "business",
      name: "CÔNG TY TNHH MẪU CÀ PHÊ",
      identifiers: [{ type: "tax-code", number: "9900000129" }],
    },
    submittedAt: "2026-05-18T08:20:00+07:00",
    receivedAt: "2026-05-18T08:30:15+07:00",
    dueAt: "2026-05-25T17:00:00+07:00",
    progress: Array.from({ length: lines }, (_, index) => ({
      id: `log-${index + 1}`,
      at: `2026-05-18T${String(9 + index).padStart(2, "0")}:00:00+07:00`,
      actor: "Kiều Mẫu",
      note: `Bước ${index + 1} của ${dossierCode}`,
      status: index === 0 ? 2 : 4,
    })),
    ...patch,
  };
}

export type SampleDossier = ReturnType<typeof sampleDossier>;
