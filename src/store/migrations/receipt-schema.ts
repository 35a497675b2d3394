/** Migration 0009: signatures of answers and of calls from outside, each with the exact bytes it covers. */
export const receiptSchema: readonly string[] = [
  `alter table attempts
    add column receipt jsonb,
    add column receipt_body bytea,
    add constraint attempts_receipt_whole check ((receipt is null) = (receipt_body is null))`,
  `alter table applications
    add column signature jsonb,
    add column signed_body bytea,
    add constraint applications_signature_whole check ((signature is null) = (signed_body is null))`,
];
