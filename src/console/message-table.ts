import { html } from "hono/html";
import type { TimelineEntry } from "#core/ports/status-reads.ts";
import type { Html } from "./html.ts";
import { stateBadge } from "./state-badge.ts";
import { KIND_WORDS, MESSAGE_WORDS } from "./state-words.ts";
import { shortTime } from "./time-words.ts";

type MessageEntry = Extract<TimelineEntry, { kind: "message" }>;

/** The message that holds a dossier up: the first that is not done and that something has become of. */
export function heldUp(timeline: readonly TimelineEntry[]): MessageEntry | undefined {
  return timeline.find((entry): entry is MessageEntry => entry.kind === "message" && entry.standing !== null);
}

/** What the gateway has to tell the portal about one dossier, in the order it is sent. Why the first waits stands above. */
export function messageTable(timeline: readonly TimelineEntry[], mask: (sentence: string) => string): Html {
  const first = heldUp(timeline);
  const messages = timeline.filter((entry): entry is MessageEntry => entry.kind === "message");
  return html`<section aria-labelledby="messages-title">
    <div class="heading">
      <h2 id="messages-title">Thông điệp gửi Cổng <small lang="en">Messages, in order</small></h2>
    </div>
    ${
      messages.length === 0
        ? html`<p class="sheet empty">Chưa có thông điệp nào.</p>`
        : html`<div class="sheet scrolls" role="region" aria-labelledby="messages-title" tabindex="0">
            <table>
              <thead>
                <tr>
                  <th scope="col">Số</th>
                  <th scope="col">Nội dung</th>
                  <th scope="col">Trạng thái</th>
                  <th scope="col">Số lần gửi</th>
                  <th scope="col">Tạo lúc</th>
                  <th scope="col">Xong lúc</th>
                </tr>
              </thead>
              <tbody>
                ${messages.toSorted((a, b) => a.number - b.number).map((message) => row(message, message === first ? null : message.standing, mask))}
              </tbody>
            </table>
          </div>`
    }
  </section>`;
}

function row(message: MessageEntry, standing: MessageEntry["standing"], mask: (sentence: string) => string): Html {
  return html`<tr>
    <th scope="row" class="number">${message.number}</th>
    <td>${KIND_WORDS[message.messageKind].vi}<br /><span class="code next">${message.service}</span></td>
    <td>
      ${stateBadge(MESSAGE_WORDS[message.state])}<br /><span class="code next id">${message.messageId}</span>${
        standing === null ? "" : html`<p>${mask(standing.message)}</p>`
      }
    </td>
    <td class="number">${message.attempts}</td>
    <td><time class="number" datetime="${message.at}">${shortTime(message.at)}</time></td>
    <td>
      ${message.settledAt === null ? html`<span class="next">Chưa xong</span>` : html`<time class="number" datetime="${message.settledAt}">${shortTime(message.settledAt)}</time>`}
    </td>
  </tr>`;
}
