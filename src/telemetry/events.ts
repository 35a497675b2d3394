import type { Logger } from "pino";
import { isDatabaseFull } from "#core/fault.ts";
import type { Events } from "#core/ports/events.ts";
import type { Clock } from "#core/ports/ports.ts";
import type { Metrics } from "./metrics.ts";

/** How often at most the log says that the database has no room. */
const SAY_FULL_EVERY_MS = 60_000;

/**
 * One function per business event: its log line and its metric together.
 *
 * @param ticks milliseconds that are never set back
 */
export function createEvents(
  logger: Logger,
  metrics: Metrics,
  ticks: Clock = { now: () => performance.now() },
): Events {
  let saidFullAt = -Infinity;
  // There from the start, so that the first one is an increase.
  for (const kind of ["rejection", "connection", "exception"] as const) metrics.uncaught.inc({ kind }, 0);
  return {
    dossierTaken: ({ outcome, client, sector }) => {
      metrics.pushes.inc({ outcome, client, sector });
    },
    attemptEnded: ({ destination, service, envelopeId, items, durationMs, outcome }) => {
      const { kind, cause, party } = outcome;
      metrics.attempts.inc({ destination, service, outcome: kind, party: party ?? "none", cause });
      metrics.attemptSeconds.observe({ service }, durationMs / 1000);
      const finding = outcome.receipt?.signature.finding;
      const refused = finding?.verdict === "refused" ? finding.code : undefined;
      if (finding !== undefined)
        metrics.receipts.inc({ destination, verdict: finding.verdict, code: refused ?? "none" });
      const level = kind === "delivered" && refused === undefined ? "debug" : "warn";
      logger[level](
        {
          destination,
          service,
          envelopeId,
          items,
          durationMs,
          outcome: kind,
          cause,
          party,
          httpStatus: outcome.httpStatus,
          ...(finding !== undefined && { receipt: finding.verdict, receiptCode: refused }),
        },
        "attempt",
      );
    },
    messageDelivered: ({ kind, waitedMs }) => {
      metrics.delivered.inc({ kind });
      metrics.waitedSeconds.observe({ kind }, waitedMs / 1000);
    },
    messageStopped: ({ dossierCode, kind, state, party, cause }) => {
      metrics.stopped.inc({ kind, state, party: party ?? "none" });
      logger.error({ dossierCode, kind, state, party, cause }, "message stopped");
    },
    dossierForgotten: ({ dossierCode, destination }) => {
      metrics.forgottenAtDestination.inc({ destination });
      logger.error(
        { dossierCode, destination },
        "the destination lost a dossier it had confirmed; told from the start",
      );
    },
    messageRepeated: ({ dossierCode, kind }) => {
      metrics.repeated.inc({ kind });
      logger.warn({ dossierCode, kind }, "message repeated after a lost answer, or one that proved nothing");
    },
    batchSigned: (envelopes) => {
      metrics.batchSignatures.inc();
      metrics.batchSignedEnvelopes.inc(envelopes);
    },
    auditSealed: ({ position, link }) => {
      metrics.auditPosition.set(position);
      logger.info({ position, link }, "audit sealed");
    },
    applicationReceived: ({ sector, call, outcome, cause }) => {
      metrics.applications.inc({ sector, call, outcome });
      logger[cause === undefined ? "info" : "warn"]({ sector, call, outcome, cause }, "application");
    },
    feedbackKept: ({ destination, dossierCode, status, portalStatus }) => {
      metrics.feedback.inc({ destination });
      logger.info({ destination, dossierCode, status, portalStatus }, "feedback");
    },
    questionFailed: ({ destination, service, cause, party }) => {
      metrics.questionsFailed.inc({ destination, service, party });
      logger.warn({ destination, service, cause, party }, "question failed");
    },
    dossierCompared: ({ dossierCode, result, opened }) => {
      metrics.compared.inc({ result });
      logger[opened ? "warn" : "debug"]({ dossierCode, result }, "dossier compared with the portal");
    },
    notToldCounted: (count) => {
      metrics.notTold.set(count);
    },
    findingsCounted: (counts) => {
      for (const [kind, count] of Object.entries(counts)) metrics.findings.set({ kind }, count);
    },
    envelopesStamped: (count) => {
      metrics.stamped.inc(count);
      logger.info({ count }, "envelopes timestamped");
    },
    timestampFailed: ({ cause, detail }) => {
      metrics.timestampFailures.inc({ cause });
      logger.warn({ cause, detail }, "timestamp failed");
    },
    certificateLasts: ({ subject, notAfter, level, daysLeft }) => {
      metrics.certificateDays.set(daysLeft);
      const words = { none: "info", notice: "info", warning: "warn", critical: "error", expired: "error" } as const;
      logger[words[level]](
        { subject, notAfter: notAfter.toISOString(), urgency: level, daysLeft },
        "signing certificate",
      );
    },
    certificateDoubted: ({ subject, code, detail }) => {
      const level = code === "revocation-unreachable" ? "warn" : "error";
      logger[level]({ subject, code, detail }, "signing certificate doubted by its CA");
    },
    trustOutsideDates: ({ setting, path }) => logger.warn({ setting, path }, "no trusted certificate is in force"),
    signingTokenChanged: ({ module, away }) => {
      metrics.tokenAway.set({ module }, away === null ? 0 : 1);
      if (away === null) logger.warn({ module }, "signing token is back");
      else logger.error({ module, error: away }, "signing token away");
    },
    abandonedRecovered: (count) => {
      metrics.recovered.inc(count);
      logger.warn({ count }, "dossiers recovered from a dead worker");
    },
    clockSetBack: () => {
      logger.warn("the database's clock was set back; what it had timed is counted anew");
    },
    forgottenWoken: (count) => {
      metrics.forgotten.inc(count);
      logger.error({ count }, "dossiers found waiting without a job");
    },
    breakerChanged: (destination, state) => {
      metrics.breaker.set({ destination }, state === "closed" ? 0 : 1);
      logger.warn({ destination, state }, "breaker changed");
    },
    serviceBreakerChanged: (destination, service, state) => {
      metrics.serviceBreaker.set({ destination, service }, state === "closed" ? 0 : 1);
      logger.warn({ destination, service, state }, "service breaker changed");
    },
    webhookAnswered: ({ webhook, changes, durationMs, answer }) => {
      const taken = answer.kind === "taken";
      const cause = taken ? "none" : answer.cause;
      metrics.webhookRequests.inc({ webhook, outcome: taken ? "taken" : "failed", cause });
      logger[taken ? "debug" : "warn"](
        { webhook, changes, durationMs, cause, httpStatus: answer.httpStatus },
        "webhook",
      );
    },
    webhookDisabled: ({ webhook, cause }) => {
      metrics.webhookDisabled.inc({ webhook });
      logger.error({ webhook, cause }, "webhook disabled");
    },
    keyRefused: ({ door, address, account, count }) => {
      metrics.refusedKeys.inc({ door, outcome: count === "limited" ? "limited" : "unknown" });
      // Enough to notice one mistyped key and every flood, whatever their number.
      const level = count === "first" || count === "last" ? "warn" : "debug";
      logger[level]({ door, address, account, count }, "key refused");
    },
    clientSetAside: ({ id, cause }) => {
      const why =
        cause === "revoked"
          ? "its id or key in the configuration was revoked by command, and stays so"
          : "the configuration has its id or key";
      logger.warn({ client: id, cause, why }, "client set aside");
    },
    configReread: ({ clients, needRestart }) => {
      logger.info({ clients }, "configuration file read again");
      if (needRestart.length > 0)
        logger.warn({ sections: needRestart }, "these sections have changed and count from the next start");
    },
    configRefused: ({ vi, en }) => {
      logger.error({ faults: { vi: vi.split("\n"), en: en.split("\n") } }, "configuration file not taken over");
    },
    requestAbandoned: ({ method }) => {
      metrics.abandoned.inc();
      logger.debug({ method }, "request abandoned");
    },
    uncaught: ({ kind, error }) => {
      metrics.uncaught.inc({ kind });
      logger.fatal({ kind, error }, "uncaught");
    },
    failed: (where, error) => {
      metrics.failures.inc({ where });
      if (!isDatabaseFull(error)) return logger.error({ where, error }, "failed");
      // Every loop meets it again and again, and the log may be on the very disk that is full.
      const now = ticks.now();
      if (now - saidFullAt < SAY_FULL_EVERY_MS) return;
      saidFullAt = now;
      logger.error({ where, error }, "no room in the database");
    },
  };
}
