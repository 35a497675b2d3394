import { html } from "hono/html";
import type { TimelineEntry } from "#core/ports/status-reads.ts";
import { icon } from "./icons.ts";
import type { Html } from "./html.ts";
import { outcomeWords, PARTY_WORDS } from "./state-words.ts";
import { millisecondsWords, numberWords, shortTime } from "./time-words.ts";

type AttemptEntry = Extract<TimelineEntry, { kind: "attempt" }>;
type FeedbackEntry = Extract<TimelineEntry, { kind: "feedback" }>;
type AcceptedEntry = Extract<TimelineEntry, { kind: "accepted" }>;

/** What happened to one dossier, oldest first: pushes, and attempts with whose turn it was. Messages have their own table. */
export function timelineList(
  timeline: readonly TimelineEntry[],
  mask: (sentence: string) => string,
  nameOf: (clientId: string) => string,
): Html {
  const told = timeline.filter((entry) => entry.kind !== "message");
  return html`<section aria-labelledby="timeline-title">
    <div class="heading">
      <h2 id="timeline-title">Diễn biến <small lang="en">Timeline</small></h2>
    </div>
    ${
      told.length === 0
        ? html`<p class="sheet empty">Chưa có diễn biến nào.</p>`
        : html`<ol class="timeline sheet">
            ${told.map((entry) => {
              if (entry.kind === "accepted") return accepted(entry, nameOf);
              return entry.kind === "feedback" ? feedback(entry, mask) : attempt(entry, mask);
            })}
          </ol>`
    }
  </section>`;
}

function accepted({ at, revision, messages, by }: AcceptedEntry, nameOf: (clientId: string) => string): Html {
  // The actor is written as `client:ID` in the audit.
  const client = by.startsWith("client:") ? by.slice("client:".length) : by;
  return html`<li class="tone-pending">
    ${icon("received")}
    <time class="number" datetime="${at}">${shortTime(at)}</time>
    <div>
      <p>
        <strong>${revision === 1 ? "Nhận hồ sơ" : `Nhận lần sửa đổi ${numberWords(revision)}`}</strong>
        <small lang="en">accepted</small>
      </p>
      <p>${nameOf(client)} gửi; tạo ${numberWords(messages)} thông điệp.</p>
    </div>
  </li>`;
}

/** What a destination told when it was asked; results may hold convictions and are for the API only. */
function feedback(entry: FeedbackEntry, mask: (sentence: string) => string): Html {
  const { at, destination, status, statusName, statusNameEn, portalStatus, note, supplementDueOn, hasResult } = entry;
  return html`<li class="tone-done">
    ${icon("asked")}
    <time class="number" datetime="${at}">${shortTime(at)}</time>
    <div>
      <p>
        Nơi nhận chuyên ngành báo: <strong>${statusName}</strong>
        <small lang="en">${destination}: ${statusNameEn}</small>
      </p>
      ${note === null ? "" : html`<p>${mask(note)}</p>`}
      ${supplementDueOn === null ? "" : html`<p>Hạn bổ sung hồ sơ: <time>${supplementDueOn}</time></p>`}
      <ul class="traces">
        <li>${status}</li>
        ${portalStatus === null ? "" : html`<li>Cổng: <span class="number">${portalStatus}</span></li>`}
        ${hasResult ? html`<li>Có kết quả kèm theo</li>` : ""}
      </ul>
    </div>
  </li>`;
}

function attempt(entry: AttemptEntry, mask: (sentence: string) => string): Html {
  const { tone, vi, en } = outcomeWords(entry.outcome, entry.cause);
  const asked = entry.attempt === "lookup";
  const about = entry.numbers.length === 0 ? "" : ` thông điệp ${entry.numbers.join(", ")}`;
  return html`<li class="tone-${tone}">
    ${icon(asked ? "asked" : tone)}
    <time class="number" datetime="${entry.at}">${shortTime(entry.at)}</time>
    <div>
      <p>
        ${asked ? "Hỏi lại Cổng về" : "Gửi"}${about}: <strong class="tone-text">${vi}</strong>
        <small lang="en">${asked ? "looked up" : "sent"}, ${en}</small>
      </p>
      <p>${mask(entry.message)}</p>
      ${entry.issues.length === 0 ? "" : refusedFields(entry.issues, mask)}
      ${entry.receipt === null ? "" : receipt(entry.receipt, mask)}
      ${
        entry.party === null
          ? ""
          : html`<p>
              Nguyên nhân từ phía: <strong>${PARTY_WORDS[entry.party].vi}</strong>
              <small lang="en">${PARTY_WORDS[entry.party].en}</small>
            </p>`
      }
      <ul class="traces">
        ${entry.envelopeId === null ? "" : html`<li>X-Request-Id <span class="code">${entry.envelopeId}</span></li>`}
        ${entry.httpStatus === null ? "" : html`<li>HTTP <span class="number">${entry.httpStatus}</span></li>`}
        ${entry.errorCode === null ? "" : html`<li>error_code <span class="code">${entry.errorCode}</span></li>`}
        <li>${entry.cause}</li>
        ${entry.receipt === null ? "" : receiptCodes(entry.receipt).map((code) => html`<li>${code}</li>`)}
        <li class="number">${millisecondsWords(entry.durationMs)}</li>
      </ul>
    </div>
  </li>`;
}

/** What the receiver has against single fields, by their place in the dossier that was pushed. */
function refusedFields(issues: AttemptEntry["issues"], mask: (sentence: string) => string): Html {
  return html`<p>Trường bị nơi nhận từ chối <small lang="en">refused fields</small></p>
    <ul class="refused-fields">
      ${issues.map(
        ({ pointer, message }) =>
          html`<li>
            ${pointer === "" ? "Chưa rõ trường" : html`Trường <span class="code">${pointer}</span>`}: ${mask(message)}
          </li>`,
      )}
    </ul>`;
}

/** Who signed the answer, or why that signature does not count. */
function receipt(found: NonNullable<AttemptEntry["receipt"]>, mask: (sentence: string) => string): Html {
  if (found.verdict === "refused") {
    return html`<p>
      Chữ ký của câu trả lời không được chấp nhận: ${mask(found.message ?? "")}
      <small lang="en">the answer's signature is refused</small>
    </p>`;
  }
  const { signer, signedAt, profile } = found;
  return html`<p>
    Câu trả lời có chữ ký số đúng của <strong>${signer}</strong>, ký lúc
    <time class="number" datetime="${signedAt ?? ""}">${shortTime(signedAt ?? "")}</time>
    <small lang="en">signed answer, ${profile}</small>
  </p>`;
}

/** Why a signature does not count, or what it leaves open. */
function receiptCodes(found: NonNullable<AttemptEntry["receipt"]>): readonly string[] {
  return found.verdict === "refused" ? [found.code ?? ""] : found.warnings;
}
