import type { Outcome } from "#core/delivery/outcome.ts";
import type { Cause, WireCause } from "#core/delivery/causes.ts";
import type { DeliveryStore, DueMessage } from "#core/ports/delivery-store.ts";

const SAYS_IT_HAS_IT: ReadonlySet<Cause> = new Set(["already-received", "already-exists"]);

/**
 * A ministry that says that it has the dossier already has what it was told before. Of a message that is sent for the first
 * time, after another about the same dossier was delivered, that is no yes: what changed did not arrive.
 *
 * @param envelopeIds in which it was sent just now: the last one, and those before it that were surely not applied
 */
export async function judgeReceivedBefore(
  store: Pick<DeliveryStore, "isFirstCorrection">,
  outcome: Outcome,
  { id, attempts }: Pick<DueMessage, "id" | "attempts">,
  envelopeIds: readonly string[],
): Promise<Outcome> {
  if (!SAYS_IT_HAS_IT.has(outcome.cause) || attempts > 0) return outcome;
  if (!(await store.isFirstCorrection(id, envelopeIds))) return outcome;
  const code = outcome.errorCode ?? "—";
  const happened = {
    vi: `Hệ thống nhận chỉ báo đã có hồ sơ (mã ${code}), nên nội dung sửa đổi lần này chưa được ghi nhận.`,
    en: `The receiving system only says that it has the dossier (code ${code}), so this change did not arrive.`,
  };
  return {
    ...outcome,
    kind: "refused",
    party: "vendor-data",
    cause: "received-not-updatable" satisfies WireCause,
    happened,
    message: `${happened.vi} Hãy liên hệ cơ quan quản lý hệ thống đó để sửa.`,
    messageEn: `${happened.en} Contact the office that runs that system to correct it.`,
  };
}
