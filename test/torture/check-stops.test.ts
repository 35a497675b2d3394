import { describe, expect, it } from "vitest";
import { adviceOf, checkStops, type Stop } from "./check-stops.ts";

const good: Stop = {
  id: "1",
  dossierCode: "H36.03-260518-1000",
  number: 1,
  kind: "dossier",
  state: "refused",
  cause: "error-code",
  message: "Cổng từ chối dữ liệu (mã lỗi -1): “Thiếu tên”. Hãy sửa dữ liệu rồi gửi lại hồ sơ.",
  messageEn: "The portal refused the data (error code -1): “Thiếu tên”. Correct the data and push the dossier again.",
};

const check = (change: Partial<Stop>) => checkStops([good, { ...good, ...change }]);

describe("the stops' checker", () => {
  it("finds nothing where the reason is quoted and something can be done", () => {
    expect(checkStops([good])).toEqual({ unreasoned: 0, violations: [] });
  });

  it.each([
    ["no reason", { message: null, messageEn: null }, "without a reason"],
    ["an empty reason", { message: "", messageEn: "" }, "without a reason"],
    ["a refusal without the portal's words", { message: "Cổng từ chối." }, "without the portal's own words"],
    ["a dash where the portal's words should be", { message: "Cổng từ chối: “—”." }, "without the portal's own words"],
    ["advice to do nothing", { messageEn: "The gateway sends again by itself; nothing to do." }, "with nothing to do"],
    ["no advice", { messageEn: "The portal refused the data: “Thiếu tên”." }, "without advice"],
  ])("finds %s", (_what, change, said) => {
    const { unreasoned, violations } = check(change);
    expect(unreasoned).toBe(1);
    expect(violations[0]).toContain(said);
  });

  it("asks for the portal's words only where the portal refused", () => {
    const messageEn = "The answer was lost; look at the portal, then resend or skip.";
    expect(check({ state: "parked", message: "Mất câu trả lời.", messageEn }).unreasoned).toBe(0);
  });

  it.each([
    ["Correct the data in the one-stop software as it says and push the dossier again.", "push-again"],
    ["The answer was lost and the portal cannot be asked; look at the portal, then resend or skip.", "look-first"],
    ["Put the list right and replace the content.", "replace"],
    ["The ministry has it; skip the message.", "skip"],
    ["Retry when the portal is mended.", "retry"],
    ["The gateway sends it again as an update; nothing to do.", "nothing"],
    ["Something went wrong.", null],
  ])("reads «%s» as %s", (messageEn, advice) => {
    expect(adviceOf({ ...good, messageEn })).toBe(advice);
  });
});
