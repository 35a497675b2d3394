import { describe, expect, it } from "vitest";
import { CAUSES, type Cause, type WireCause } from "#core/delivery/causes.ts";
import type { Outcome } from "#core/delivery/outcome.ts";
import { stoppedOutcome } from "#core/delivery/stopped-outcome.ts";
import { composeOutcome } from "../../../src/destinations/answers/compose-outcome.ts";

const SAID = "Mã thủ tục 1.001193 đã hết hiệu lực";
const WAITS =
  /không cần làm gì|tự gửi lại|hệ thống (?:sẽ )?(?:thử|gửi|đăng nhập|hỏi) lại|nothing to do|by itself|gateway (?:logs in|sends|tries) again/iu;
const NAMES_AN_ACTOR = { vi: /Người phải xử lý: /u, en: /Who must act: / };

const outcomes = (Object.keys(CAUSES) as WireCause[]).flatMap((cause) =>
  (["delivery", "lookup", "login"] as const).map((purpose): [string, Outcome] => [
    `${cause} (${purpose})`,
    { ...composeOutcome(cause, { purpose, httpStatus: 502, errorCode: "-1", said: SAID }), said: SAID },
  ]),
);

describe("the operator who finds a stopped message", () => {
  it.each(outcomes)("of %s reads who must act, and never that it goes on alone", (_name, outcome) => {
    const { message, messageEn } = stoppedOutcome(outcome);
    for (const sentence of [message, messageEn]) {
      expect(sentence).not.toMatch(WAITS);
      expect(sentence).toContain(SAID);
    }
    expect(message).toMatch(NAMES_AN_ACTOR.vi);
    expect(messageEn).toMatch(NAMES_AN_ACTOR.en);
    expect(message).toMatch(/\(retry\).*\(skip\)/u);
  });

  it("of a refusal for its data reads the portal's sentence, the vendor and that it is pushed again", () => {
    const refused = composeOutcome("error-code", { purpose: "delivery", errorCode: "-1", said: SAID });
    expect(stoppedOutcome({ ...refused, said: SAID })).toMatchObject({
      kind: "refused",
      cause: "error-code",
      message:
        `Cổng từ chối dữ liệu (mã lỗi -1): “${SAID}”. ` +
        "Người phải xử lý: cán bộ và đơn vị phần mềm một cửa, sửa dữ liệu theo thông báo trên. " +
        "Sau đó đẩy lại hồ sơ đã sửa; chỉ chọn gửi lại (retry) khi lỗi không ở dữ liệu, hoặc bỏ qua (skip): khi đó Cổng không có nội dung này.",
    });
  });

  it("of a server error reads what the portal said beside it, which the table does not quote", () => {
    const failed = composeOutcome("http-5xx", { purpose: "delivery", httpStatus: 500, causeCode: "http-500" });
    const { message, messageEn } = stoppedOutcome({ ...failed, said: "Lỗi ghi CSDL" });
    expect(message).toMatch(/HTTP 500.*Nơi nhận nói: “Lỗi ghi CSDL”\..*đơn vị vận hành Cổng/u);
    expect(messageEn).toMatch(/The destination said: “Lỗi ghi CSDL”\./u);
  });

  it("is told the one thing to do that fits who must act, and no empty quotation", () => {
    const lost = { kind: "unavailable", cause: "connection-refused", message: "Mất.", messageEn: "Lost." } as const;
    const of = (party: NonNullable<Outcome["party"]>) => stoppedOutcome({ ...lost, party, said: "" });
    for (const party of ["network", "gateway", "portal"] as const) {
      expect(of(party).message).toMatch(/^Mất\. Người phải xử lý: /u);
      expect(of(party).messageEn).toMatch(/^Lost\. Who must act: /u);
    }
    expect(of("vendor-data").message).toMatch(/đẩy lại hồ sơ đã sửa/u);
    expect(of("network").message).not.toMatch(/đẩy lại hồ sơ đã sửa/u);
    expect(of("portal").message).toBe(stoppedOutcome({ ...lost, said: "" }).message);
    const misplaced = composeOutcome("http-404", { purpose: "delivery", httpStatus: 404, causeCode: "http-404" });
    expect(stoppedOutcome(misplaced).messageEn).toMatch(/Check PORTAL_URL.*look at the dossier on the portal/u);
  });

  it("of an account that is refused twice, or of a lost line, reads that it is the province's own to look at", () => {
    const of = (cause: Cause) =>
      stoppedOutcome({ kind: "unavailable", party: "network", cause, message: "Mất.", messageEn: "Lost." });
    expect(of("session-refused-twice").message).toMatch(/^Mất\. .*PORTAL_USERNAME/u);
    expect(of("parked-by-policy").message).toMatch(/^Mất\. Người phải xử lý: quản trị hệ thống của tỉnh/u);
  });
});
