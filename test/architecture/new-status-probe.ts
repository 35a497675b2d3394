import { checkDossier } from "#core/dossier/check-dossier.ts";
import { allMessages } from "#core/message/plan-messages.ts";
import { createCodeLists } from "#core/sector/code-lists.ts";
import { statusesThat } from "#schemas/codes/dossier-statuses.ts";
import { portalDossier } from "#schemas/portal/dossier-sync.ts";
import { progressEntry } from "#schemas/portal/progress-update.ts";
import { registry } from "../adapters/adapter-folders.ts";
import { openConsole } from "../console/open-console.ts";
import { REFUSED_DOSSIER, SUMMARIES } from "../console/sample-dossiers.ts";
import { sampleDossier } from "../kit/sample-dossier.ts";

/**
 * What `new-status.test.ts` runs in a copy of the project: prints as JSON what becomes of the status named on the command
 * line wherever a status shows.
 */
const status = Number(process.argv[2]);
const [line] = sampleDossier("H36.03-260518-0011", { lines: 1 }).progress;
const pushed = sampleDossier("H36.03-260518-0011", { patch: { status, progress: [{ ...line, status }] } });
const checked = checkDossier(pushed, registry);
const { read } = openConsole({
  summaries: SUMMARIES.slice(0, 1).map((summary) => ({ ...summary, status })),
  details: [{ ...REFUSED_DOSSIER, dossier: { ...REFUSED_DOSSIER.dossier, status } }],
});

process.stdout.write(
  JSON.stringify({
    issues: checked.ok ? checked.warnings : checked.issues,
    told: checked.ok ? allMessages(checked).map(({ kind, payload }) => readByPortal(kind, payload)) : [],
    listed: createCodeLists(registry).on("dossier-statuses", "2026-11-16")?.items.at(-1),
    final: statusesThat("isFinal"),
    list: await read("/console"),
    page: await read(`/console/dossiers/${REFUSED_DOSSIER.dossierCode}`),
  }),
);

/** The status as the portal's own format reads it from a message; throws when that format refuses it. */
function readByPortal(kind: string, payload: unknown): string {
  return kind === "dossier" ? portalDossier.parse(payload).TrangThaiHoSo : progressEntry.parse(payload).TrangThai;
}
