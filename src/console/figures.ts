import type { Bilingual } from "#schemas/common/bilingual.ts";
import { html } from "hono/html";
import type { ExpiryAlert } from "#core/proof/expiry-alert.ts";
import type { SyncState } from "#core/message/message.ts";
import { CONSOLE } from "./console-paths.ts";
import { figuresQuery, listPath, type ListRequest } from "./dossier-filter.ts";
import type { SyncView } from "./dependencies.ts";
import { icon } from "./icons.ts";
import type { Html } from "./html.ts";
import { NOT_TOLD_WORDS, SYNC_WORDS } from "./state-words.ts";
import { clockTime, durationWords, etaWords, longTime, numberWords, shortTime } from "./time-words.ts";

export interface FiguresInput {
  readonly sync: SyncView;
  /** Canonical time of these figures. */
  readonly at: string;
  /** What the list below is filtered by. */
  readonly chosen: Pick<ListRequest, "state" | "notTold">;
  /** How long the signing certificate lasts; a line from `notice` on. `endsAt` is a canonical time. */
  readonly certificate: ExpiryAlert & { readonly endsAt: string };
}

/** Everything that moves: the portal's line, the five states, the queue. Also served alone, for the page to refresh. */
export function figures({ sync, at, chosen, certificate }: FiguresInput): Html {
  return html`<div class="heading">
      <h1>Tình hình đồng bộ <small lang="en">Sync at a glance</small></h1>
      <p class="fresh">
        <span class="stale-note">${icon("parked")}Mất liên lạc với gateway; số liệu cũ.</span> Số liệu lúc
        <time class="number">${clockTime(at)}</time> ·
        <a href="${CONSOLE}${figuresQuery(chosen)}">Tải lại</a>
      </p>
    </div>
    ${portalLine(sync.portal, sync.destinations[0]?.pausedUntil ?? null)}
    ${sync.destinations.flatMap(({ name, stoppedServices }) => stoppedServices.map((stopped) => serviceLine(name, stopped)))}
    ${certificate.level === "none" ? "" : certificateLine(certificate)}
    ${sync.states.notTold === 0 && chosen.notTold === undefined ? "" : notToldLine(sync.states.notTold, chosen.notTold === true)}
    <ul class="states" aria-label="Hồ sơ theo trạng thái đồng bộ">
      ${states(sync.states).map(([state, count]) => stateCard(state, count, chosen.state === state))}
    </ul>
    <dl class="queue">
      ${fact({ vi: "Đang xếp hàng", en: "queued" }, `${numberWords(sync.queue.depth)} hồ sơ`)}
      ${fact({ vi: "Chờ lâu nhất", en: "oldest" }, sync.queue.oldestAgeSeconds === null ? "Không có" : durationWords(sync.queue.oldestAgeSeconds))}
      ${fact({ vi: `Hẹn trả trong ${sync.nearDue.withinHours} giờ`, en: "due soon" }, `${numberWords(sync.nearDue.dossiers)} hồ sơ chưa đồng bộ`)}
      ${fact({ vi: "Tốc độ", en: "throughput" }, `${numberWords(sync.throughputPerMinute)} thông điệp/phút`)}
      ${fact({ vi: "Dự kiến gửi hết", en: "time left" }, etaWords(sync.queue.etaSeconds, sync.portal.reachable))}
    </dl>`;
}

const PORTAL_WORDS = {
  closed: { tone: "done", vi: "Kết nối bình thường", en: "reachable", next: "Thông điệp được gửi ngay khi tới lượt." },
  open: {
    tone: "parked",
    vi: "Tạm ngừng gửi",
    en: "breaker open",
    next: "Cổng không trả lời; hồ sơ vẫn được nhận và sẽ tự gửi khi Cổng hoạt động trở lại.",
  },
  "half-open": {
    tone: "unknown",
    vi: "Đang thử lại",
    en: "probing",
    next: "Một thông điệp được gửi thử; nếu Cổng nhận, việc gửi tiếp tục.",
  },
} as const;

function pausedWords(until: string) {
  return {
    tone: "pending",
    vi: `Tạm ngừng gửi đến ${shortTime(until)}`,
    en: "announced pause",
    next: "Theo thông báo trước; hồ sơ vẫn được nhận và sẽ tự gửi khi hết thời gian tạm ngừng.",
  } as const;
}

function portalLine({ breaker, since }: SyncView["portal"], pausedUntil: string | null): Html {
  const { tone, vi, en, next } = pausedUntil === null ? PORTAL_WORDS[breaker] : pausedWords(pausedUntil);
  return html`<p class="portal tone-${tone}">
    ${icon(tone)}<span
      ><strong>Cổng Dịch vụ công quốc gia: ${vi}</strong> <span class="number">từ ${shortTime(since)}</span>
      <small lang="en">${en}</small><br /><span class="next">${next}</span></span
    >
  </p>`;
}

function serviceLine(
  destination: string,
  { service, since }: SyncView["destinations"][number]["stoppedServices"][number],
): Html {
  return html`<p class="portal tone-parked">
    ${icon("parked")}<span
      ><strong>Dịch vụ ${service} (${destination}) không trả lời</strong>
      <span class="number">từ ${shortTime(since)}</span> <small lang="en">service down</small><br /><span class="next"
        >Thông điệp của dịch vụ này chờ và tự gửi khi có trả lời; các thông điệp khác vẫn được gửi.</span
      ></span
    >
  </p>`;
}

const CERTIFICATE_TONES = {
  none: "done",
  notice: "pending",
  warning: "unknown",
  critical: "parked",
  expired: "refused",
} as const;

function certificateLine({ level, daysLeft, endsAt }: FiguresInput["certificate"]): Html {
  const tone = CERTIFICATE_TONES[level];
  const { vi, en }: Bilingual =
    level === "expired"
      ? { vi: "Chứng thư ký đã hết hạn", en: "the signing certificate has expired" }
      : {
          vi: `Chứng thư ký còn ${numberWords(daysLeft)} ngày`,
          en: `the signing certificate ends in ${daysLeft} days`,
        };
  return html`<p class="portal tone-${tone}">
    ${icon(tone)}<span
      ><strong>${vi}</strong> <span class="number">đến ${longTime(endsAt)}</span> <small lang="en">${en}</small
      ><br /><span class="next"
        >Xin cấp chứng thư mới và khai báo ở SIGNING_KEY_NEXT; hết hạn thì không ký và không gửi được nữa.</span
      ></span
    >
  </p>`;
}

function states({ pending, inSync, unknown, parked, refused }: SyncView["states"]): readonly [SyncState, number][] {
  return [
    ["pending", pending],
    ["in-sync", inSync],
    ["unknown", unknown],
    ["parked", parked],
    ["refused", refused],
  ];
}

function stateCard(state: SyncState, count: number, chosen: boolean): Html {
  const { vi, en, tone, next } = SYNC_WORDS[state];
  return html`<li>
    <a
      class="state tone-${tone}${count === 0 ? " none" : ""}"
      href="${CONSOLE}?state=${state}#dossiers"
      ${chosen ? html` aria-current="true"` : ""}
    >
      <span class="state-name">${icon(tone)}${vi}</span>
      <span class="state-count number">${numberWords(count)}</span>
      <span class="next">${next}</span>
      <small lang="en">${en}</small>
    </a>
  </li>`;
}

/** Beside the states: they follow the portal's messages, and a dossier may be in sync there and unknown to its ministry. */
function notToldLine(count: number, chosen: boolean): Html {
  const { vi, en, tone, next } = NOT_TOLD_WORDS;
  return html`<p class="portal tone-${count === 0 ? "done" : tone}">
    ${icon(count === 0 ? "done" : tone)}<span
      ><strong
        ><a href="${listPath({ notTold: true })}" ${chosen ? html` aria-current="true"` : ""}
          >${vi}: ${numberWords(count)} hồ sơ</a
        ></strong
      >
      <small lang="en">${en}</small><br /><span class="next">${next}</span></span
    >
  </p>`;
}

function fact({ vi, en }: Bilingual, value: string): Html {
  return html`<div>
    <dt>${vi} <small lang="en">${en}</small></dt>
    <dd class="number">${value}</dd>
  </div>`;
}
