import { NOTICE_BODY } from "../adapters/promotions/native/bodies.ts";
import { dossierOf, type Target } from "./two-agencies.ts";

/** One way to make a call, and what it is answered where it aims at what is the caller's own. */
export interface Attack {
  readonly path: string;
  readonly init?: { readonly body: string; readonly type?: string };
  /** Status for who may. */
  readonly own: number;
  /** Statuses where it aims at what is another agency's; a list of what is one's own is answered 200, and lacks it. */
  readonly foreign: readonly number[];
}

const REFUSED = [403, 404];
const json = (body: unknown) => ({ body: JSON.stringify(body) });
const read = (path: string): Attack => ({ path, own: 200, foreign: REFUSED });
/** Answers with what is the caller's own, whatever is asked for. */
const list = (path: string): Attack => ({ path, own: 200, foreign: [200] });
/** Is about nobody's dossiers. */
const common = list;
const act = (path: string, body: unknown, own: number): Attack => ({ path, init: json(body), own, foreign: REFUSED });
/** Stands open to nobody who is bound to agencies. */
const closed = (path: string, body?: unknown): Attack => ({
  path,
  ...(body === undefined ? {} : { init: json(body) }),
  own: 403,
  foreign: [403],
});

const reason = "Thử tường ngăn";
const NEW_CLIENT = { name: "Phần mềm mới", rights: ["administer"] };

/** A push in each form there is; an item of several is refused in an answer of 200. */
function pushes(target: Target): readonly Attack[] {
  const dossier = JSON.stringify(dossierOf(target, 2));
  const { code, agencyCode, marker } = target;
  const push = (how: Partial<Attack> & { readonly init: NonNullable<Attack["init"]> }): Attack => ({
    path: "/v1/dossiers",
    own: 202,
    foreign: [403],
    ...how,
  });
  const xml =
    `<dossier><dossierCode>${code}</dossierCode><sector>promotions</sector><procedureCode>2.000033</procedureCode>` +
    `<agencyCode>${agencyCode}</agencyCode><agencyName>UBND phường ${marker}</agencyName><status>2</status>` +
    "<channel>direct</channel><returnMethod>direct</returnMethod><summary>Qua XML</summary><applicant><type>citizen</type>" +
    "<name>Nguyễn Mẫu</name></applicant><submittedAt>2026-05-18T08:20:00+07:00</submittedAt>" +
    "<receivedAt>2026-05-18T08:30:15+07:00</receivedAt><dueAt>2026-05-25T17:00:00+07:00</dueAt></dossier>";
  return [
    push({ init: { body: dossier } }),
    push({ path: "/v1/dossiers?dryRun=true", init: { body: dossier }, own: 200 }),
    push({ init: { body: `{"dossiers":[${dossier}]}` }, own: 200, foreign: [200] }),
    push({ init: { body: dossier, type: "application/x-ndjson" }, own: 200, foreign: [200] }),
    push({ init: { body: xml, type: "application/xml" } }),
  ];
}

/**
 * How each call of the API is made against a dossier, by its operation. A call that is added to the API needs its line here:
 * the suite fails without.
 */
export const ATTACKS: Readonly<Record<string, (target: Target) => readonly Attack[]>> = {
  pushDossiers: pushes,
  listDossiers: ({ code, agencyCode, marker }) => [
    list("/v1/dossiers"),
    list(`/v1/dossiers?agency=${agencyCode}`),
    list(`/v1/dossiers?q=${encodeURIComponent(code)}`),
    list(`/v1/dossiers?q=${encodeURIComponent(marker)}`),
  ],
  getDossier: ({ code }) => [read(`/v1/dossiers/${code}`)],
  getDossierContent: ({ code, sha256 }) => [read(`/v1/dossiers/${code}/contents/${sha256}`)],
  releaseDossierCode: ({ code }) => [act(`/v1/dossiers/${code}/release`, { reason }, 200)],
  listChanges: () => [list("/v1/changes"), list("/v1/changes?limit=1")],
  listApplications: () => [closed("/v1/applications")],
  getApplication: ({ code }) => [closed(`/v1/applications/${code}`)],
  receiveApplication: ({ code }) =>
    ["VXPAdapter", "XrdAdapter"].map((adapter) => ({
      path: `/${adapter}/RestService/forward/addtthcKhuyenMai`,
      init: json({ ...NOTICE_BODY, MaHoSo: code }),
      own: 200,
      foreign: [403],
    })),
  getSync: () => [list("/v1/sync")],
  listMessages: ({ code, agencyCode }) => [
    list("/v1/messages"),
    list(`/v1/messages?dossierCode=${code}`),
    list(`/v1/messages?state=refused&agency=${agencyCode}`),
  ],
  retryMessages: ({ code }) => [
    { ...act("/v1/messages/retry", { state: "refused", dossierCode: code, preview: true }, 200), foreign: [200] },
    { ...act("/v1/messages/retry", { state: "refused", dossierCode: code }, 202), foreign: [202] },
  ],
  retryMessage: ({ messageId }) => [act(`/v1/messages/${messageId}/retry`, {}, 202)],
  skipMessage: ({ messageId }) => [act(`/v1/messages/${messageId}/skip`, { reason }, 200)],
  replaceMessage: ({ messageId, payload }) => [act(`/v1/messages/${messageId}/replace`, { payload, reason }, 202)],
  pauseDestination: () => [closed("/v1/portal/pause", { until: "2026-05-19T08:00:00+07:00", reason })],
  resumeDestination: () => [closed("/v1/portal/resume", { reason })],
  listFindings: ({ code, agencyCode, runId }) => [
    list("/v1/reconciliation"),
    list(`/v1/reconciliation?dossierCode=${code}`),
    list(`/v1/reconciliation?agency=${agencyCode}&run=${runId}`),
  ],
  resendFinding: ({ findingId }) =>
    ["findings/", ""].map((under) => ({
      ...act(`/v1/reconciliation/${under}${findingId}/resend`, { reason }, 409),
      foreign: REFUSED,
    })),
  dismissFinding: ({ findingId }) =>
    ["findings/", ""].map((under) => act(`/v1/reconciliation/${under}${findingId}/dismiss`, { reason }, 200)),
  beginReconciliation: ({ code }) => [act("/v1/reconciliation/runs", { dossierCode: code }, 202)],
  getReconciliation: ({ runId }) => [read(`/v1/reconciliation/runs/${runId}`)],
  askUnknownMessages: () => [{ ...act("/v1/reconciliation/unknown", {}, 202), foreign: [202] }],
  getEvidence: ({ code }) => [read(`/v1/dossiers/${code}/evidence`)],
  getEnvelope: ({ envelopeId }) => [read(`/v1/envelopes/${envelopeId}`)],
  getEnvelopeBody: ({ envelopeId }) => [read(`/v1/envelopes/${envelopeId}/body`)],
  getEnvelopeSignature: ({ envelopeId }) => [read(`/v1/envelopes/${envelopeId}/signature`)],
  readAudit: () => [closed("/v1/audit")],
  listClients: () => [list("/v1/clients")],
  addClient: ({ code, agencyCode }) => [
    act("/v1/clients", { ...NEW_CLIENT, id: `moi-${code.slice(-4)}`, agencies: [agencyCode] }, 201),
  ],
  rotateClientKey: ({ client }) => [act(`/v1/clients/${client}/rotate`, { overlapHours: 0 }, 200)],
  revokeClient: ({ client }) => [act(`/v1/clients/${client}/revoke`, { reason }, 200)],
  listWebhooks: () => [list("/v1/webhooks")],
  resumeWebhook: ({ webhook }) => [act(`/v1/webhooks/${webhook}/resume`, {}, 202)],
  listSectors: () => [common("/v1/sectors")],
  getSectorSchema: () => [common("/v1/sectors/promotions/schema")],
  getSectorXsd: () => [common("/v1/sectors/promotions/dossier.xsd")],
  listSectorSamples: () => [common("/v1/sectors/promotions/samples")],
  listSectorRules: () => [common("/v1/sectors/promotions/rules")],
  listCodeLists: () => [common("/v1/codes")],
  getCodeList: () => [common("/v1/codes/agencies")],
  getHealth: () => [common("/healthz")],
  getReadiness: () => [common("/readyz")],
  getMetrics: () => [common("/metrics")],
};
