import type { DeskAnswer } from "../portal-answer.ts";
import type { PortalProfile } from "../profile.ts";
import { type Answering, DROP, jsonReply, rawReply, type Reply } from "../reply.ts";
import type { FaultRule } from "./fault-rule.ts";
import type { Wait } from "../wire.ts";

/** What a fault may do to the call it strikes. */
export interface FaultyCall {
  /** Serves the call as if nothing were wrong. Everything it applies is applied at once. */
  perform(codesAs?: PortalProfile["errorCodesAs"]): Reply;
  /** Makes the portal hold the call's dossiers from another source, without a ledger line. */
  bornElsewhere(): DeskAnswer;
  /** Ends the call's session. */
  endSession(): Reply;
  /** Aborted when the client goes away. */
  readonly signal: AbortSignal;
}

const HTML = "text/html; charset=utf-8";
const GATEWAY_ERROR_PAGE = "<html><head><title>500</title></head><body><h1>Internal Server Error</h1></body></html>";
const LOGIN_PAGE =
  '<!DOCTYPE html><html lang="vi"><head><title>Cổng Dịch vụ công</title></head><body>Đăng nhập thành công</body></html>';
const MAINTENANCE_PAGE =
  '<!DOCTYPE html><html lang="vi"><head><title>Bảo trì</title></head><body>Hệ thống đang được bảo trì.</body></html>';
// Carries the words a careless client looks for, yet is no JSON.
const CUT_JSON = '{"error_code":"0","message":"Đồng bộ hồ sơ thành công","result":[';

/** The reply to a call that a fault strikes. */
export async function applyFault(
  rule: FaultRule,
  call: FaultyCall,
  parts: { profile: PortalProfile; wait: Wait },
): Promise<Reply> {
  const { profile, wait } = parts;
  const json = (answer: DeskAnswer): Answering => jsonReply(answer, profile.errorCodesAs);
  if (rule.afterApply === true && rule.kind !== "already-exists") call.perform();
  switch (rule.kind) {
    case "slow": {
      // Applied at once and answered late, like a real server that does not notice the client giving up.
      const reply = call.perform();
      await wait(rule.delayMs ?? profile.slowMs, call.signal);
      return reply;
    }
    case "hang":
      await wait(rule.delayMs ?? profile.hangMs, call.signal);
      return DROP;
    case "drop-before-apply":
      return DROP;
    case "drop-after-apply":
      call.perform();
      return DROP;
    case "http-500":
      return rawReply(500, HTML, GATEWAY_ERROR_PAGE);
    case "html-200":
      return rawReply(200, HTML, LOGIN_PAGE);
    case "bad-json":
      return rawReply(200, "application/json; charset=utf-8", CUT_JSON);
    case "error-code": {
      const { errorCode = profile.failureCode, message = "Lỗi xử lý dữ liệu" } = rule;
      return json({ errorCode, message });
    }
    case "already-exists":
      if (rule.afterApply === true) call.perform();
      return json(call.bornElsewhere());
    case "session-expired":
      return call.endSession();
    case "rate-limit": {
      const answer = { errorCode: profile.failureCode, message: "Vượt quá số lượt gọi cho phép" };
      return jsonReply(
        answer,
        profile.errorCodesAs,
        429,
        retryAfter(rule.retryAfterSeconds ?? profile.rateLimitSeconds),
      );
    }
    case "maintenance":
      return rawReply(503, HTML, MAINTENANCE_PAGE, retryAfter(rule.retryAfterSeconds ?? profile.maintenanceSeconds));
    case "number-codes":
      return call.perform("number");
    case "bad-signature":
      return sealed(call.perform(), "broken");
    case "no-signature":
      return sealed(call.perform(), "none");
  }
}

function sealed(reply: Reply, seal: Answering["seal"]): Reply {
  return reply.kind === "drop" ? reply : { ...reply, seal };
}

function retryAfter(seconds: number): Record<string, string> {
  return { "retry-after": String(seconds) };
}
