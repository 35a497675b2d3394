import type { MessageKind } from "../message/message.ts";
import type { WireCause } from "./causes.ts";
import type { Outcome } from "./outcome.ts";

/**
 * Whether nothing of an envelope was taken and the session may be why: it was refused, or the portal answered in words that
 * say nothing of the data, or refused the whole on a session that is no longer new. An answer item by item was meant, and
 * a refusal of progress lines in words about them may leave some applied, so that they are not sent again for age alone.
 */
export function mayBeTheSession(
  batch: { readonly kind: MessageKind },
  outcome: Outcome,
  sessionAgeMs: number,
  { policy }: { readonly policy: { readonly doubtSessionAfterMs: number } },
): boolean {
  const { kind, items, doubtsSession } = outcome;
  if (items !== undefined) return false;
  const isOld = sessionAgeMs > policy.doubtSessionAfterMs && batch.kind !== "progress";
  return kind === "session-refused" || doubtsSession !== undefined || (isOld && hasNoClearCause(outcome));
}

/** A refusal that may as well be about the session: it says neither which fields are wrong nor what else it is. */
function hasNoClearCause({ kind, cause, complaints }: Outcome): boolean {
  return kind === "refused" && cause === ("error-code" satisfies WireCause) && complaints === undefined;
}

/**
 * A session refused twice in a row is nobody's data error: the account or the portal's session service is at fault. So it
 * is where a session that is new, too, may have been used up by others before this. Where the answer itself says that it
 * is the account, that stays the cause, and no content can be why.
 *
 * @param isNew whether the second try had a session of its own; where logging in gives the same again, there is no other
 */
export function lastWord(outcome: Outcome, isNew: boolean): Outcome {
  const isDoubted = outcome.kind === "refused" && outcome.doubtsSession !== undefined && isNew;
  if (isDoubted) return refusedTwice(outcome);
  if (outcome.kind !== "session-refused") return outcome;
  if (outcome.cause !== ("session-refused" satisfies WireCause) && outcome.cause !== ("login-page" satisfies WireCause))
    return { ...outcome, kind: "unavailable", party: "gateway" };
  return refusedTwice(outcome);
}

function refusedTwice(outcome: Outcome): Outcome {
  const { vi = outcome.message, en = outcome.messageEn } = outcome.happened ?? {};
  const happened = {
    vi: `${vi} Đã đăng nhập lại và gửi thêm một lần, vẫn bị như vậy.`,
    en: `${en} The gateway logged in anew and sent once more, with the same result.`,
  };
  return {
    ...outcome,
    kind: "unavailable",
    party: "gateway",
    cause: "session-refused-twice",
    happened,
    message: `${happened.vi} Hãy kiểm tra tài khoản (PORTAL_USERNAME) có bị khóa hay đang dùng ở nơi khác; hệ thống sẽ thử lại sau.`,
    messageEn: `${happened.en} Check whether the account (PORTAL_USERNAME) is locked or in use elsewhere; the gateway tries again later.`,
  };
}
