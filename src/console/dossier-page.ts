import type { Bilingual } from "#schemas/common/bilingual.ts";
import { html } from "hono/html";
import { findDossierStatus } from "#schemas/codes/dossier-statuses.ts";
import { nationalProcedureCode } from "#schemas/common/procedure-code.ts";
import type { SectorRegistry } from "#core/sector/sector-registry.ts";
import type { Issue } from "#core/dossier/issue.ts";
import type { NotTold } from "#core/message/not-told.ts";
import type { Finding } from "#core/reconciliation/reconciliation.ts";
import type { DossierDetail } from "#core/ports/status-reads.ts";
import { CONSOLE } from "./console-paths.ts";
import type { ConsoleClients, SyncView } from "./dependencies.ts";
import { icon } from "./icons.ts";
import { maskName, maskSentence } from "./mask.ts";
import { heldUp, messageTable } from "./message-table.ts";
import type { Html } from "./html.ts";
import { stateBadge } from "./state-badge.ts";
import { FINDING_WORDS, NOT_TOLD_WORDS, PARTY_WORDS, SYNC_WORDS } from "./state-words.ts";
import { longTime, numberWords } from "./time-words.ts";
import { timelineList } from "./timeline-list.ts";

export interface DossierPageDependencies {
  readonly sectors: SectorRegistry;
  readonly clients: Pick<ConsoleClients, "byId">;
}

/** What is shown of one dossier. */
export interface DossierView {
  readonly detail: DossierDetail;
  /** Open differences between it and what the portal holds. */
  readonly findings: readonly Finding[];
  readonly portal: SyncView["portal"];
}

/** One dossier: what it is, what is wrong with it, what was to be sent, what happened. No personal data but a masked name. */
export function dossierPage({ detail, findings, portal }: DossierView, deps: DossierPageDependencies): Html {
  const name = textAt(detail.dossier, "applicant", "name") ?? "";
  const mask = (sentence: string) => maskSentence(sentence, [name]);
  const nameOf = (clientId: string) => deps.clients.byId(clientId)?.name ?? clientId;
  return html` <nav class="crumbs" aria-label="Đường dẫn">
      <ol>
        <li><a href="${CONSOLE}">Tình hình đồng bộ</a></li>
        <li aria-current="page">${detail.dossierCode}</li>
      </ol>
    </nav>
    <div class="heading">
      <h1 class="number">${detail.dossierCode}</h1>
      ${stateBadge(SYNC_WORDS[detail.syncState])}${detail.notTold === undefined ? "" : stateBadge(NOT_TOLD_WORDS)}
    </div>
    ${trouble(detail, mask)} ${outage(detail, portal)} ${differences(findings)} ${untold(detail.notTold ?? [], mask)}
    ${facts(detail, maskName(name), nameOf, deps.sectors)} ${warnings(otherWarnings(detail), mask)}
    ${messageTable(detail.timeline, mask)} ${timelineList(detail.timeline, mask, nameOf)}`;
}

/** Whose turn it is, above everything else, when the dossier does not go on by itself. */
function trouble({ syncState, timeline }: DossierDetail, mask: (sentence: string) => string): Html | "" {
  if (syncState === "in-sync" || syncState === "pending") return "";
  const { standing = null } = heldUp(timeline) ?? {};
  const { tone, next } = SYNC_WORDS[syncState];
  return html`<section class="trouble tone-${tone}">
    ${icon(tone)}
    <div>
      <p><strong>${next}</strong></p>
      ${
        standing === null || standing.party === null
          ? ""
          : html`<p>
              Bên cần xử lý: <strong>${PARTY_WORDS[standing.party].vi}</strong>
              <small lang="en">${PARTY_WORDS[standing.party].en}</small>
            </p>`
      }
      ${standing === null ? "" : html`<p>${mask(standing.message)}</p>`}
    </div>
  </section>`;
}

/** Nothing is wrong with a dossier that waits for a portal that does not answer; a person wants to know that. */
function outage({ syncState }: DossierDetail, { breaker, since }: SyncView["portal"]): Html | "" {
  if (breaker === "closed" || (syncState !== "pending" && syncState !== "unknown")) return "";
  return html`<section class="trouble tone-parked">
    ${icon("parked")}
    <div>
      <p>
        <strong
          >Cổng không trả lời từ ${longTime(since)}. Hồ sơ chờ và tự được gửi khi Cổng trả lời; không cần làm
          gì.</strong
        >
      </p>
      <p><small lang="en">The portal does not answer. The dossier waits and is sent by itself when it does.</small></p>
    </div>
  </section>`;
}

/** Says where the portal holds something else, whatever was delivered. */
function differences(findings: readonly Finding[]): readonly Html[] {
  return findings.map(
    ({ kind, message, messageEn, fields, seenAt }) =>
      html`<section class="trouble tone-${FINDING_WORDS[kind].tone}">
        ${icon(FINDING_WORDS[kind].tone)}
        <div>
          <p><strong>Đối soát lúc ${longTime(seenAt)}: ${message}</strong></p>
          ${fields.length === 0 ? "" : html`<p>Trường khác nhau: <span class="code">${fields.join(", ")}</span></p>`}
          <p><small lang="en">${messageEn}</small></p>
        </div>
      </section>`,
  );
}

/** Who does not know of the dossier, and why; the portal's own state above says nothing of it. */
function untold(notTold: readonly NotTold[], mask: (sentence: string) => string): Html | readonly Html[] {
  return notTold.map(
    ({ message, messageEn }) =>
      html`<section class="trouble tone-${NOT_TOLD_WORDS.tone}">
        ${icon(NOT_TOLD_WORDS.tone)}
        <div>
          <p><strong>${mask(message)}</strong></p>
          <p><small lang="en">${mask(messageEn)}</small></p>
        </div>
      </section>`,
  );
}

/** What stands above is not said twice. */
function otherWarnings({ warnings: issues, notTold = [] }: DossierDetail): readonly Issue[] {
  return issues.filter(({ message }) => !notTold.some((said) => said.message === message));
}

function facts(
  detail: DossierDetail,
  maskedName: string,
  nameOf: (id: string) => string,
  sectors: SectorRegistry,
): Html {
  const { dossier } = detail;
  const sectorName = textAt(dossier, "sector") ?? "";
  const sector = sectors.find(sectorName);
  const procedureCode = textAt(dossier, "procedureCode") ?? "";
  const listed = sector?.procedures.find(({ code }) => code === nationalProcedureCode(procedureCode));
  const status = findDossierStatus(Number(dossier["status"]));
  const agency = [textAt(dossier, "agencyName"), textAt(dossier, "agencyCode")].filter((part) => part !== undefined);
  return html`<dl class="facts sheet">
    ${fact({ vi: "Lĩnh vực", en: "sector" }, sector?.title ?? sectorName)}
    ${fact({ vi: "Thủ tục", en: "procedure" }, `${procedureCode} ${textAt(dossier, "procedureName") ?? listed?.name ?? ""}`)}
    ${fact({ vi: "Chủ hồ sơ", en: "applicant" }, maskedName)}
    ${fact({ vi: "Cơ quan", en: "agency" }, agency.join(" · "))}
    ${fact({ vi: "Trạng thái hồ sơ", en: "status" }, status?.name ?? "")}
    ${fact({ vi: "Tiếp nhận", en: "received" }, timeAt(dossier, "receivedAt"))}
    ${fact({ vi: "Hẹn trả", en: "due" }, timeAt(dossier, "dueAt"))}
    ${fact({ vi: "Bên gửi", en: "pushed by" }, `${detail.clientId === null ? "chưa có" : nameOf(detail.clientId)} · lần sửa đổi ${numberWords(detail.revision)}`)}
  </dl>`;
}

function fact({ vi, en }: Bilingual, value: string): Html {
  return html`<div>
    <dt>${vi} <small lang="en">${en}</small></dt>
    <dd>${value === "" ? "Không có" : value}</dd>
  </div>`;
}

function warnings(issues: readonly Issue[], mask: (sentence: string) => string): Html | "" {
  if (issues.length === 0) return "";
  return html`<section aria-labelledby="warnings-title">
    <div class="heading">
      <h2 id="warnings-title">Cảnh báo <small lang="en">Warnings; they do not stop the dossier</small></h2>
    </div>
    <ul class="warnings sheet">
      ${issues.map(
        (issue) =>
          html`<li class="tone-unknown">
            ${icon("parked")}
            <div>
              <p>${mask(issue.message)}</p>
              <p class="next"><span class="code">${issue.pointer}</span> · ${issue.rule ?? issue.code}</p>
            </div>
          </li>`,
      )}
    </ul>
  </section>`;
}

/** The text at a path of the pushed dossier, which is kept as it came and so has no type here. */
function textAt(dossier: Readonly<Record<string, unknown>>, ...path: readonly string[]): string | undefined {
  let value: unknown = dossier;
  for (const name of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[name];
  }
  return typeof value === "string" ? value : undefined;
}

function timeAt(dossier: Readonly<Record<string, unknown>>, name: string): string {
  const at = textAt(dossier, name);
  return at === undefined ? "" : longTime(at);
}
