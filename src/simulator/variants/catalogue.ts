import { adapterFault } from "./answers/adapter-fault.ts";
import { byteOrderMark } from "./answers/byte-order-mark.ts";
import { codeDoubleZero } from "./answers/code-double-zero.ts";
import { codeNumber } from "./answers/code-number.ts";
import { dataWords } from "./answers/data-words.ts";
import { existsCodeZero } from "./answers/exists-code-zero.ts";
import { existsOtherWords } from "./answers/exists-other-words.ts";
import { jsonAsHtml } from "./answers/json-as-html.ts";
import { messageOnly } from "./answers/message-only.ts";
import { quotaInWords } from "./answers/quota-in-words.ts";
import { resultNull } from "./answers/result-null.ts";
import { slowAnswers } from "./answers/slow-answers.ts";
import { success201 } from "./answers/success-201.ts";
import { successOtherWords } from "./answers/success-other-words.ts";
import { lookupBroken } from "./lookups/lookup-broken.ts";
import { lookupCapitalKeys } from "./lookups/lookup-capital-keys.ts";
import { lookupCoreOnly } from "./lookups/lookup-core-only.ts";
import { lookupCut } from "./lookups/lookup-cut.ts";
import { lookupDecomposed } from "./lookups/lookup-decomposed.ts";
import { lookupErrorForUnknown } from "./lookups/lookup-error-for-unknown.ts";
import { lookupInMessage } from "./lookups/lookup-in-message.ts";
import { lookupLooseCode } from "./lookups/lookup-loose-code.ts";
import { lookupNeighbours } from "./lookups/lookup-neighbours.ts";
import { lookupNormalised } from "./lookups/lookup-normalised.ts";
import { lookupPadded } from "./lookups/lookup-padded.ts";
import { lookupReduced } from "./lookups/lookup-reduced.ts";
import { lookupReordered } from "./lookups/lookup-reordered.ts";
import { lookupResultObject } from "./lookups/lookup-result-object.ts";
import { lookupStale } from "./lookups/lookup-stale.ts";
import { lookupTrimmed } from "./lookups/lookup-trimmed.ts";
import { lookupUpperNames } from "./lookups/lookup-upper-names.ts";
import { lookupWithProgress } from "./lookups/lookup-with-progress.ts";
import { statusMovesOn } from "./lookups/status-moves-on.ts";
import { ministryAuthFault } from "./ministries/ministry-auth-fault.ts";
import { ministryDuplicate } from "./ministries/ministry-duplicate.ts";
import { ministryRunTogether } from "./ministries/ministry-run-together.ts";
import { session403 } from "./sessions/session-403.ts";
import { sessionLoginPage } from "./sessions/session-login-page.ts";
import { sessionRedirect } from "./sessions/session-redirect.ts";
import { sessionSingle } from "./sessions/session-single.ts";
import { sessionWords } from "./sessions/session-words.ts";
import { createUpserts } from "./writes/create-upserts.ts";
import { itemRefusals } from "./writes/item-refusals.ts";
import { itemsLeftOut } from "./writes/items-left-out.ts";
import { lateApply } from "./writes/late-apply.ts";
import { partialApply } from "./writes/partial-apply.ts";
import { progressDeduplicated } from "./writes/progress-deduplicated.ts";
import { restoredBackup } from "./writes/restored-backup.ts";
import { silentYes } from "./writes/silent-yes.ts";
import { unknownAfterCreate } from "./writes/unknown-after-create.ts";
import { updateUnknownYes } from "./writes/update-unknown-yes.ts";
import type { Variant } from "./variant.ts";

/** Every portal that is plausible by what is publicly known, beside the usual one. */
export const VARIANTS: readonly Variant[] = [
  lookupBroken,
  lookupCapitalKeys,
  lookupCoreOnly,
  lookupCut,
  lookupDecomposed,
  lookupErrorForUnknown,
  lookupInMessage,
  lookupLooseCode,
  lookupNeighbours,
  lookupNormalised,
  lookupPadded,
  lookupReduced,
  lookupReordered,
  lookupResultObject,
  lookupStale,
  lookupTrimmed,
  lookupUpperNames,
  lookupWithProgress,
  statusMovesOn,
  createUpserts,
  itemRefusals,
  itemsLeftOut,
  lateApply,
  partialApply,
  progressDeduplicated,
  restoredBackup,
  silentYes,
  unknownAfterCreate,
  updateUnknownYes,
  session403,
  sessionLoginPage,
  sessionRedirect,
  sessionSingle,
  sessionWords,
  adapterFault,
  byteOrderMark,
  codeDoubleZero,
  codeNumber,
  dataWords,
  existsCodeZero,
  existsOtherWords,
  jsonAsHtml,
  messageOnly,
  quotaInWords,
  resultNull,
  slowAnswers,
  success201,
  successOtherWords,
  ministryAuthFault,
  ministryDuplicate,
  ministryRunTogether,
];
