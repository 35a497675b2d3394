import { html } from "hono/html";
import { findDossierStatus } from "#schemas/codes/dossier-statuses.ts";
import type { SectorRegistry } from "#core/sector/sector-registry.ts";
import { SYNC_STATES } from "#core/message/message.ts";
import type { Page } from "#core/ports/page.ts";
import type { DossierSummary } from "#core/ports/status-reads.ts";
import { CONSOLE, dossierPath } from "./console-paths.ts";
import { listPath, type ListRequest } from "./dossier-filter.ts";
import { maskName } from "./mask.ts";
import type { Html } from "./html.ts";
import { stateBadge } from "./state-badge.ts";
import { NOT_TOLD_WORDS, SYNC_WORDS } from "./state-words.ts";
import { shortTime } from "./time-words.ts";

export interface DossierListInput {
  readonly page: Page<DossierSummary>;
  readonly request: ListRequest;
  readonly sectors: SectorRegistry;
  /** The reader sees some agencies only. */
  readonly scoped: boolean;
}

/** The newest dossiers with filter, search and pager. */
export function dossierList({ page, request, sectors, scoped }: DossierListInput): Html {
  return html`<section id="dossiers" aria-labelledby="dossiers-title">
    <div class="heading">
      <h2 id="dossiers-title">Hồ sơ mới thay đổi <small lang="en">Newest changes first</small></h2>
      ${searchBox(request)}
    </div>
    ${filters(request)}
    ${scoped ? html`<p class="next">Danh sách và số liệu ở trên chỉ gồm các cơ quan trong phạm vi của bạn.</p>` : ""}
    ${page.items.length === 0 ? nothing(request) : table(page.items, sectors)} ${pager(page.nextCursor, request)}
  </section>`;
}

function searchBox({ state, notTold, q }: ListRequest): Html {
  return html`<search>
    <form class="search" method="get" action="${CONSOLE}#dossiers">
      ${state === undefined ? "" : html`<input type="hidden" name="state" value="${state}" />`}
      ${notTold === undefined ? "" : html`<input type="hidden" name="notTold" value="true" />`}
      <label for="q">Tìm hồ sơ</label>
      <input
        type="search"
        id="q"
        name="q"
        value="${q ?? ""}"
        maxlength="100"
        placeholder="Mã hồ sơ, tên, số giấy tờ"
        autocomplete="off"
      />
      <button type="submit">Tìm</button>
    </form>
  </search>`;
}

function filters({ state: chosen, notTold, q }: ListRequest): Html {
  const link = (path: string, name: string, current: boolean) =>
    html`<li><a href="${path}" ${current ? html` aria-current="true"` : ""}>${name}</a></li>`;
  return html`<nav class="filters" aria-label="Lọc theo trạng thái đồng bộ">
    <ul>
      ${link(listPath({ q }), "Tất cả", chosen === undefined && notTold === undefined)}
      ${SYNC_STATES.map((state) => link(listPath({ q, state }), SYNC_WORDS[state].vi, state === chosen))}
      ${link(listPath({ q, notTold: true }), NOT_TOLD_WORDS.vi, notTold === true)}
    </ul>
  </nav>`;
}

function table(items: readonly DossierSummary[], sectors: SectorRegistry): Html {
  return html`<div class="sheet scrolls" role="region" aria-labelledby="dossiers-title" tabindex="0">
    <table class="dossiers">
      <thead>
        <tr>
          <th scope="col">Mã hồ sơ</th>
          <th scope="col">Lĩnh vực</th>
          <th scope="col">Chủ hồ sơ</th>
          <th scope="col">Cơ quan</th>
          <th scope="col">Trạng thái hồ sơ</th>
          <th scope="col">Đồng bộ</th>
          <th scope="col">Thay đổi lúc</th>
        </tr>
      </thead>
      <tbody>
        ${items.map((item) => row(item, sectors))}
      </tbody>
    </table>
  </div>`;
}

function row(item: DossierSummary, sectors: SectorRegistry): Html {
  return html`<tr>
    <th scope="row"><a class="code" href="${dossierPath(item.dossierCode)}">${item.dossierCode}</a></th>
    <td>${sectors.find(item.sector)?.title ?? item.sector}</td>
    <td class="name">${maskName(item.applicantName)}</td>
    <td class="code">${item.agencyCode}</td>
    <td>${findDossierStatus(item.status)?.name ?? item.status}</td>
    <td>
      ${stateBadge(SYNC_WORDS[item.syncState])}${item.notTold === undefined ? "" : html`<br />${stateBadge(NOT_TOLD_WORDS)}`}
    </td>
    <td><time class="number" datetime="${item.changedAt}">${shortTime(item.changedAt)}</time></td>
  </tr>`;
}

function nothing({ state, notTold, q, cursor }: ListRequest): Html {
  const filtered = state !== undefined || notTold !== undefined || q !== undefined || cursor !== undefined;
  return filtered
    ? html`<p class="sheet empty">
        <strong>Không có hồ sơ phù hợp.</strong><br /><a href="${listPath({})}">Xem tất cả hồ sơ</a>
      </p>`
    : html`<p class="sheet empty">
        <strong>Chưa có hồ sơ nào.</strong><br />Hồ sơ xuất hiện ở đây ngay khi phần mềm một cửa gửi tới; cách gửi có
        trong <a href="/docs">tài liệu API</a>.
      </p>`;
}

function pager(nextCursor: string | null, request: ListRequest): Html | "" {
  if (nextCursor === null && request.cursor === undefined) return "";
  const { cursor: _cursor, ...first } = request;
  return html`<nav class="pager" aria-label="Các trang">
    ${request.cursor === undefined ? html`<span></span>` : html`<a href="${listPath(first)}" rel="first">← Trang đầu</a>`}
    ${nextCursor === null ? html`<span class="next">Đã hết danh sách</span>` : html`<a href="${listPath({ ...first, cursor: nextCursor })}" rel="next">Trang sau →</a>`}
  </nav>`;
}
