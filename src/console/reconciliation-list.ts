import { html } from "hono/html";
import type { Finding, FindingCounts, FindingKind } from "#core/reconciliation/reconciliation.ts";
import { dossierPath } from "./console-paths.ts";
import type { Html } from "./html.ts";
import { stateBadge } from "./state-badge.ts";
import { FINDING_WORDS } from "./state-words.ts";
import { numberWords, shortTime } from "./time-words.ts";

export interface ReconciliationView {
  readonly open: FindingCounts;
  /** The newest of them. */
  readonly findings: readonly Finding[];
}

/** What differs at the portal and waits for an operator; nothing at all where nothing does. */
export function reconciliationList({ open, findings }: ReconciliationView): Html | "" {
  const kinds = (Object.entries(open) as [FindingKind, number][]).filter(([, count]) => count > 0);
  const total = kinds.reduce((sum, [, count]) => sum + count, 0);
  if (total === 0) return "";
  return html`<section id="reconciliation" aria-labelledby="reconciliation-title">
    <div class="heading">
      <h2 id="reconciliation-title">Sai lệch với Cổng <small lang="en">Differences at the portal</small></h2>
      <p class="fresh">
        ${kinds.map(([kind, count], index) => html`${index === 0 ? "" : " · "}${FINDING_WORDS[kind].vi}: <strong class="number">${numberWords(count)}</strong>`)}
      </p>
    </div>
    <div class="sheet scrolls" role="region" aria-labelledby="reconciliation-title" tabindex="0">
      <table>
        <thead>
          <tr>
            <th scope="col">Mã hồ sơ</th>
            <th scope="col">Sai lệch</th>
            <th scope="col">Trường khác nhau</th>
            <th scope="col">Thấy lúc</th>
          </tr>
        </thead>
        <tbody>
          ${findings.map((finding) => row(finding))}
        </tbody>
      </table>
    </div>
    <p class="next">
      ${total > findings.length ? `Còn ${numberWords(total - findings.length)} sai lệch khác. ` : ""}Gửi lại hoặc bỏ qua
      qua API (<span class="code">/v1/reconciliation</span>, quyền operate); sai lệch tự mất khi lần đối soát sau thấy
      khớp.
    </p>
  </section>`;
}

function row({ dossierCode, kind, message, fields, seenAt }: Finding): Html {
  return html`<tr>
    <th scope="row"><a class="code" href="${dossierPath(dossierCode)}">${dossierCode}</a></th>
    <td>${stateBadge(FINDING_WORDS[kind])}<br /><span class="next">${message}</span></td>
    <td class="code">${fields.join(", ")}</td>
    <td><time class="number" datetime="${seenAt}">${shortTime(seenAt)}</time></td>
  </tr>`;
}
