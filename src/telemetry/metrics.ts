import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from "prom-client";

/** Names and labels of everything that is measured, in one place. Labels are few and bounded: never a dossier code. */
export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: "lienthong_" });
  const registers = [registry];
  return {
    registry,
    pushes: new Counter({
      name: "lienthong_pushed_dossiers_total",
      help: "Dossiers pushed by one-stop software, by outcome",
      labelNames: ["outcome", "client", "sector"] as const,
      registers,
    }),
    attempts: new Counter({
      name: "lienthong_attempts_total",
      help: "Envelopes sent, by outcome and party at fault",
      labelNames: ["destination", "service", "outcome", "party", "cause"] as const,
      registers,
    }),
    receipts: new Counter({
      name: "lienthong_receipts_total",
      help: "Signed answers, by what their signature came to",
      labelNames: ["destination", "verdict", "code"] as const,
      registers,
    }),
    attemptSeconds: new Histogram({
      name: "lienthong_attempt_seconds",
      help: "Time from sending an envelope to the portal's answer",
      labelNames: ["service"] as const,
      buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
      registers,
    }),
    delivered: new Counter({
      name: "lienthong_delivered_messages_total",
      help: "Messages the portal has confirmed",
      labelNames: ["kind"] as const,
      registers,
    }),
    waitedSeconds: new Histogram({
      name: "lienthong_message_wait_seconds",
      help: "Time from accepting a message to the portal's confirmation",
      labelNames: ["kind"] as const,
      buckets: [0.1, 0.5, 1, 2, 5, 10, 30, 60, 300, 1800, 7200, 86400],
      registers,
    }),
    stopped: new Counter({
      name: "lienthong_stopped_messages_total",
      help: "Messages refused for good or parked for a person",
      labelNames: ["kind", "state", "party"] as const,
      registers,
    }),
    forgottenAtDestination: new Counter({
      name: "lienthong_dossiers_forgotten_by_destination_total",
      help: "Dossiers a destination had confirmed and then knew nothing of; told from the start",
      labelNames: ["destination"] as const,
      registers,
    }),
    repeated: new Counter({
      name: "lienthong_repeated_messages_total",
      help: "Messages sent again after a lost answer where the portal cannot be asked",
      labelNames: ["kind"] as const,
      registers,
    }),
    batchSignatures: new Counter({
      name: "lienthong_batch_signatures_total",
      help: "Signatures made over batches of envelopes",
      registers,
    }),
    batchSignedEnvelopes: new Counter({
      name: "lienthong_batch_signed_envelopes_total",
      help: "Envelopes signed in batches",
      registers,
    }),
    auditPosition: new Gauge({
      name: "lienthong_audit_sealed_position",
      help: "Entries of the audit log under the newest signed checkpoint",
      registers,
    }),
    applications: new Counter({
      name: "lienthong_applications_total",
      help: "Inbound calls with applications made elsewhere, by what became of them",
      labelNames: ["sector", "call", "outcome"] as const,
      registers,
    }),
    feedback: new Counter({
      name: "lienthong_feedback_total",
      help: "News about dossiers that destinations told when asked",
      labelNames: ["destination"] as const,
      registers,
    }),
    questionsFailed: new Counter({
      name: "lienthong_failed_questions_total",
      help: "Questions to destinations that brought no readable answer",
      labelNames: ["destination", "service", "party"] as const,
      registers,
    }),
    compared: new Counter({
      name: "lienthong_reconciled_dossiers_total",
      help: "Dossiers compared with what the portal holds, by result",
      labelNames: ["result"] as const,
      registers,
    }),
    notTold: new Gauge({
      name: "lienthong_not_told_dossiers",
      help: "Dossiers that a ministry has to hear of and cannot be told",
      registers,
    }),
    findings: new Gauge({
      name: "lienthong_reconciliation_findings",
      help: "Differences between gateway and portal that wait for an operator",
      labelNames: ["kind"] as const,
      registers,
    }),
    stamped: new Counter({
      name: "lienthong_timestamped_envelopes_total",
      help: "Envelopes covered by a timestamp",
      registers,
    }),
    timestampFailures: new Counter({
      name: "lienthong_timestamp_failures_total",
      help: "Questions to the timestamp authority that brought no token to rely on",
      labelNames: ["cause"] as const,
      registers,
    }),
    certificateDays: new Gauge({
      name: "lienthong_signing_certificate_days_left",
      help: "Whole days until the signing certificate (or its successor) ends; negative once it has",
      registers,
    }),
    tokenAway: new Gauge({
      name: "lienthong_signing_token_away",
      help: "1 while the token or HSM with the signing key cannot be reached",
      labelNames: ["module"] as const,
      registers,
    }),
    recovered: new Counter({
      name: "lienthong_recovered_dossiers_total",
      help: "Dossiers taken back from workers that died",
      registers,
    }),
    forgotten: new Counter({
      name: "lienthong_forgotten_dossiers_total",
      help: "Dossiers found waiting without a job; anything above 0 is a defect",
      registers,
    }),
    breaker: new Gauge({
      name: "lienthong_breaker_open",
      help: "1 while the destination is held to be down",
      labelNames: ["destination"] as const,
      registers,
    }),
    serviceBreaker: new Gauge({
      name: "lienthong_service_breaker_open",
      help: "1 while a service is held to be down whose destination answers",
      labelNames: ["destination", "service"] as const,
      registers,
    }),
    statements: new Counter({
      name: "lienthong_database_statements_total",
      help: "Statements sent to the database, those that begin and end transactions included",
      registers,
    }),
    webhookRequests: new Counter({
      name: "lienthong_webhook_requests_total",
      help: "Requests to webhooks, by outcome and cause",
      labelNames: ["webhook", "outcome", "cause"] as const,
      registers,
    }),
    webhookDisabled: new Counter({
      name: "lienthong_webhooks_disabled_total",
      help: "Webhooks given up until a person puts them back to work",
      labelNames: ["webhook"] as const,
      registers,
    }),
    refusedKeys: new Counter({
      name: "lienthong_refused_keys_total",
      help: "API keys nobody has, and those not looked at because too many wrong ones came from their address",
      labelNames: ["door", "outcome"] as const,
      registers,
    }),
    abandoned: new Counter({
      name: "lienthong_abandoned_requests_total",
      help: "Requests whose client went away before it was answered",
      registers,
    }),
    uncaught: new Counter({
      name: "lienthong_uncaught_errors_total",
      help: "Errors that only the last net of the process caught; anything above 0 is a defect",
      labelNames: ["kind"] as const,
      registers,
    }),
    failures: new Counter({
      name: "lienthong_internal_failures_total",
      help: "Unexpected failures inside the gateway, by place",
      labelNames: ["where"] as const,
      registers,
    }),
  };
}

export type Metrics = ReturnType<typeof createMetrics>;
