import { toMessage, type Bilingual } from "#schemas/common/bilingual.ts";
import { inForce } from "#schemas/codes/code-list.ts";
import { statusHas } from "#schemas/codes/dossier-statuses.ts";
import type { CheckedDossier } from "../dossier/check-dossier.ts";
import { judgedBy } from "../dossier/judged-by.ts";
import type { Issue } from "../dossier/issue.ts";
import { listedProcedure } from "../sector/procedure.ts";
import type { Hearer } from "../sector/hearer.ts";
import type { SectorAdapter } from "../sector/sector.ts";
import type { DraftMessage } from "./message.ts";

/** A destination that has to hear of a dossier as it stands and cannot be told, with why and what to do. */
export interface NotTold {
  readonly destination: string;
  /** Stable, `not-told-…`. */
  readonly code: string;
  readonly message: string;
  readonly messageEn: string;
}

/** A destination for which the mapping made no message though it is the time to tell it. */
export interface Silence {
  readonly destination: string;
  readonly name: Bilingual;
  readonly follows: Hearer["follows"];
  /** It has to hear of the dossier; otherwise it matters only to one that was told before. */
  readonly mustHear: boolean;
  readonly missing: Missing;
}

interface Missing {
  readonly code: string;
  readonly pointer: string;
  readonly because: Bilingual;
  readonly advice: Bilingual;
}

const NO_RECORD: Missing = {
  code: "not-told-record-missing",
  pointer: "/record",
  because: { vi: "hồ sơ không có phần tờ khai (record)", en: "the dossier has no record" },
  advice: { vi: "Gửi lại hồ sơ kèm record.", en: "Push the dossier again with its record." },
};

const NO_MESSAGE: Missing = {
  code: "not-told-no-message",
  pointer: "/record",
  because: {
    vi: "gateway không tạo được thông điệp từ dữ liệu đã gửi",
    en: "no message could be made of what was pushed",
  },
  advice: {
    vi: "Kiểm tra các cảnh báo khác của hồ sơ; nếu dữ liệu đã đủ, báo quản trị gateway.",
    en: "See the dossier's other warnings; if nothing is missing, tell the gateway's administrator.",
  },
};

/**
 * The destinations of a sector that have to hear of a dossier as it stands and for which there is no message: by its
 * procedure on the day of receipt, or because its record says so. Without a record also those that may have been told
 * by an earlier one. Pure.
 */
export function silencesOf(checked: CheckedDossier, messages: readonly DraftMessage[]): readonly Silence[] {
  const { dossier, record, adapter } = checked;
  // A sector that says nothing of who hears, is taken at its mapping's word.
  if (adapter.hearers === undefined && messages.length > 0) return [];
  const byProcedure = hearersByProcedure(checked);
  return hearersOf(adapter).flatMap((hearer): Silence[] => {
    const { destination, name, follows } = hearer;
    if (messages.some((message) => message.kind === "sector" && message.destination === destination)) return [];
    if (!hearer.hearsAt(dossier, record)) return [];
    const named = byProcedure.includes(destination);
    if (record === undefined) return [{ destination, name, follows, mustHear: named, missing: NO_RECORD }];
    if (hearer.takes?.(record) === false || !(named || hearer.namedBy?.(record) === true)) return [];
    const missing = hearer.needs?.find((need) => need.isMissing(dossier, record)) ?? NO_MESSAGE;
    return [{ destination, name, follows, mustHear: true, missing }];
  });
}

/** Who has to hear by the procedure. One that says nothing, or is not listed: the sector's own destination. */
function hearersByProcedure({ dossier, adapter }: CheckedDossier): readonly string[] {
  const listed = listedProcedure(adapter.procedures, dossier.procedureCode);
  if (listed?.hearers === undefined) return [adapter.sector];
  const day = judgedBy(dossier);
  return listed.hearers.filter((hearer) => inForce(hearer, day)).map(({ destination }) => destination);
}

/** A sector with messages of its own that says nothing about who hears: its destination, from the receipt on. */
function hearersOf({ sector, title, titleEn, hearers, toSectorMessages }: SectorAdapter): readonly Hearer[] {
  if (hearers !== undefined) return hearers;
  if (toSectorMessages === undefined) return [];
  return [
    {
      destination: sector,
      name: { vi: `hệ thống ${title}`, en: `the system of ${titleEn}` },
      follows: "application",
      hearsAt: ({ status, receivedAt }) => receivedAt !== null && !statusHas(status, "isUnreceived"),
    },
  ];
}

/** How the dossier stood before a push. */
export interface Before {
  readonly status: number;
  readonly notTold: readonly NotTold[];
}

/** What silence comes to, given what was told before. */
export interface Told {
  readonly notTold: readonly NotTold[];
  /** One for each that was not told, and one for each that holds what an earlier revision told it. */
  readonly warnings: readonly Issue[];
}

/**
 * Judges silences by what was told before. An application that was told stays true when a later push only leaves the
 * record out: that is said and not held against the dossier. A status that was told does not stay true, nor does
 * anything where the push says something new that cannot be told.
 */
export function judgeSilences(
  silences: readonly Silence[],
  {
    wasTold,
    status,
    before,
  }: { readonly wasTold: (destination: string) => boolean; readonly status: number; readonly before: Before | null },
): Told {
  const notTold: NotTold[] = [];
  const warnings: Issue[] = [];
  for (const { destination, name, follows, mustHear, missing } of silences) {
    const told = wasTold(destination);
    if (!told && !mustHear) continue;
    if (told && missing === NO_RECORD) {
      const wasSilent = before?.notTold.some((one) => one.destination === destination) === true;
      if (follows === "application" || before === null || (!wasSilent && before.status === status)) {
        warnings.push(earlierStands(name));
        continue;
      }
    }
    const code = told && missing === NO_RECORD ? "not-told-status" : missing.code;
    const sentence = toMessage(told ? toldEarlierOnly(name, missing) : neverTold(name, missing));
    notTold.push({ destination, code, ...sentence });
    warnings.push({ pointer: missing.pointer, code, ...sentence, severity: "warning" });
  }
  return { notTold, warnings };
}

function neverTold(name: Bilingual, { because, advice }: Missing): Bilingual {
  return {
    vi: `Chưa báo được ${name.vi}, vì ${because.vi}. ${advice.vi}`,
    en: `The gateway could not tell ${name.en}, because ${because.en}. ${advice.en}`,
  };
}

function toldEarlierOnly(name: Bilingual, { because, advice }: Missing): Bilingual {
  return {
    vi: `Chưa báo được ${name.vi} về lần sửa đổi này, vì ${because.vi}; nơi đó còn giữ nội dung của lần trước. ${advice.vi}`,
    en: `The gateway could not tell ${name.en} of this revision, because ${because.en}; what an earlier one said still stands there. ${advice.en}`,
  };
}

function earlierStands(name: Bilingual): Issue {
  return {
    pointer: "/record",
    code: "told-by-earlier-revision",
    message: `Lần gửi này không có phần tờ khai (record); ${name.vi} giữ nội dung đã được báo ở lần sửa đổi trước. Nếu nội dung đó đã thay đổi, gửi lại hồ sơ kèm record.`,
    messageEn: `This push has no record; ${name.en} holds what an earlier revision told it. If that has changed, push the dossier again with its record.`,
    severity: "warning",
  };
}
