import { html } from "hono/html";
import type { WebhookView } from "#core/ports/webhooks.ts";
import { icon } from "./icons.ts";
import type { Html } from "./html.ts";
import { shortTime } from "./time-words.ts";

/** A line for each webhook that is not well; nothing where all are. */
export function webhookNotice(webhooks: readonly WebhookView[]): Html | "" {
  const unwell = webhooks.filter(({ state }) => state !== "active");
  if (unwell.length === 0) return "";
  return html`<ul class="portal tone-parked" aria-label="Webhook đang hỏng">
    ${unwell.map(line)}
  </ul>`;
}

function line({ name, state, cause, httpStatus, failures, failingSince }: WebhookView): Html {
  const disabled = state === "disabled";
  const why = httpStatus === null ? cause : `HTTP ${httpStatus}`;
  return html`<li>
    ${icon("parked")}<span
      ><strong>Webhook ${name}: ${disabled ? "đã ngừng" : "chưa gửi được, đang gửi lại"}</strong>
      <span class="number"
        >${failingSince === null ? "" : html`từ ${shortTime(failingSince)}, `}${failures} lần, ${why ?? ""}</span
      >
      <small lang="en">${disabled ? "disabled" : "failing"}</small><br /><span class="next"
        >${disabled ? "Không có gì bị mất: sửa phía nhận rồi gọi POST /v1/webhooks/TÊN/resume." : "Các thay đổi chờ theo thứ tự; xem phía nhận nếu kéo dài."}</span
      ></span
    >
  </li>`;
}
