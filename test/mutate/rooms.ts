/** Code whose mutants are tried together, and the tests that have to notice them. */
export interface MutatedRoom {
  readonly name: string;
  readonly code: readonly string[];
  /** The room's own tests; what others notice by the way would take hours and says less about these. */
  readonly tests: readonly string[];
}

/** Types and tables of constants: nothing in them runs. */
export const NOT_MUTATED: readonly string[] = [
  "src/core/ports/*.ts",
  "src/core/reconciliation/reconciliation.ts",
  "src/flow/delivery-dependencies.ts",
];

export const ROOMS: readonly MutatedRoom[] = [
  { name: "core-dossier", code: ["src/core/dossier/*.ts"], tests: ["test/core/dossier/*.test.ts"] },
  {
    name: "core-message",
    code: ["src/core/message/{canonical-json,content-reference,message,not-told,plan-messages,portal-mapping}.ts"],
    tests: ["test/core/message/*.test.ts"],
  },
  {
    name: "refused-fields",
    code: ["src/core/message/{locate-fields,trace-leaves}.ts", "src/flow/locate-complaints.ts"],
    tests: ["test/core/message/{locate-fields,trace-leaves}.test.ts", "test/flow/locate-complaints.test.ts"],
  },
  {
    name: "core-delivery",
    code: ["src/core/delivery/*.ts"],
    tests: ["test/core/delivery/*.test.ts", "test/destinations/answers/*.test.ts"],
  },
  { name: "core-proof", code: ["src/core/proof/*.ts"], tests: ["test/core/proof/*.test.ts"] },
  { name: "core-access", code: ["src/core/access/*.ts"], tests: ["test/core/access/*.test.ts"] },
  { name: "core-search", code: ["src/core/search/*.ts"], tests: ["test/core/search/*.test.ts"] },
  {
    name: "core-rest",
    code: ["src/core/*.ts", "src/core/reconciliation/{compare-held,night}.ts", "src/core/sector/*.ts"],
    tests: ["test/core/*.test.ts", "test/core/{reconciliation,sector}/*.test.ts"],
  },
  {
    name: "answers",
    code: ["src/destinations/answers/*.ts"],
    tests: ["test/destinations/answers/*.test.ts"],
  },
  {
    name: "flow-intake",
    code: [
      "src/flow/{accept,accept-first-pushes,accept-further-pushes,acceptance,group-commit,push-plan}.ts",
      "src/flow/{preview-dossier,received-before,receive-application,sha256}.ts",
    ],
    tests: [
      "test/flow/{accept,group-commit,intake-groups,late-retries,mapping-once,not-told,pushes-again,transfers}.test.ts",
      "test/flow/{preview-dossier,received-before,receive-application,large-contents}.test.ts",
      "test/http/{dry-run,inbound}.test.ts",
    ],
  },
  {
    name: "flow-changes",
    code: ["src/flow/{lanes,message-changes,change-after-sending,settlement-of-batch}.ts"],
    tests: ["test/flow/{lanes,message-changes,change-after-sending,settlement-of-batch}.test.ts"],
  },
  {
    name: "flow-delivery",
    code: ["src/flow/{deliver,send-envelope,settle,look-up-unknown,follow-lost-policy}.ts"],
    tests: [
      "test/flow/{deliver,lost-answers,key-unavailable,broken-look-up,late-retries,portal-variants}.test.ts",
      "test/flow/{clock-set-back,follow-lost-policy,second-look,ask-destination,large-contents}.test.ts",
      "test/flow/{attempts,ministry-refusals,receipts,retries,service-outage,what-delivery-tells}.test.ts",
    ],
  },
  {
    name: "flow-telling",
    code: ["src/flow/{ask-destination,notify-webhook,webhook-views}.ts"],
    tests: ["test/flow/{ask-destination,notify-webhook,webhook-views}.test.ts", "test/http/webhooks.test.ts"],
  },
  { name: "flow-access", code: ["src/flow/access/*.ts"], tests: ["test/http/authenticate.test.ts"] },
  {
    name: "flow-reconciliation",
    code: ["src/flow/reconcile*.ts"],
    tests: ["test/flow/{reconcile,reconcile-runs,reconcile-resend,second-look,large-contents}.test.ts"],
  },
  {
    name: "flow-contents",
    code: ["src/flow/{kept-contents,large-values}.ts"],
    tests: ["test/flow/{large-contents,large-values,kept-contents}.test.ts"],
  },
  {
    name: "flow-evidence",
    code: ["src/flow/{seal-audit,stamp-envelopes}.ts"],
    tests: ["test/flow/{seal-audit,stamp-envelopes}.test.ts"],
  },
];
