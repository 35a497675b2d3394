import { describe, expect, it } from "vitest";
import type { DeliveryPolicy } from "../../src/flow/delivery-dependencies.ts";
import { lotOfLost } from "../../src/flow/follow-lost-policy.ts";
import type { DueMessage } from "#core/ports/delivery-store.ts";
import { dueMessage, needs } from "./message-under-test.ts";

const A = "H36.03-260518-0001";
const line = (number: number, change: Partial<DueMessage> = {}) =>
  dueMessage(A, number, { state: "unknown", payload: '{"TrangThai":"4"}', ...change });
const sector = (number: number, change: Partial<DueMessage> = {}) => line(number, { kind: "sector", ...change });

/** `number state cause` of each that was lost, the repeated with a star. */
function lotOf(queue: readonly DueMessage[], policy: Partial<DeliveryPolicy> = {}): readonly string[] {
  const [head] = queue;
  if (head === undefined) throw new Error("something was lost");
  const { changes, repeated } = lotOfLost({ ...needs, policy: { ...needs.policy, ...policy } }, queue, head);
  return changes.map(
    ({ message, change }) =>
      `${message.number} ${change.state} ${change.outcome?.cause}${repeated.includes(message) ? " *" : ""}`,
  );
}

describe("messages whose answer was lost", () => {
  it("are sent again or parked as the policy for their kind says", () => {
    const resent = ["2 waiting resent-by-policy *"];
    const parked = ["2 parked parked-by-policy"];
    expect(lotOf([line(2)], { lostProgress: "resend", lostSector: "park" })).toEqual(resent);
    expect(lotOf([line(2)], { lostProgress: "park", lostSector: "resend" })).toEqual(parked);
    expect(lotOf([sector(2)], { lostProgress: "park", lostSector: "resend" })).toEqual(resent);
    expect(lotOf([sector(2)], { lostProgress: "resend", lostSector: "park" })).toEqual(parked);
  });

  it("share the lot of the first as far as they are of its kind and in the same doubt", () => {
    const queue = [line(2), sector(3), line(4, { state: "sending" }), line(5, { state: "waiting" }), line(6)];
    expect(lotOf(queue)).toEqual(["2 waiting resent-by-policy *", "4 waiting resent-by-policy *"]);
    expect(lotOf([line(2), line(3)])).toEqual(["2 waiting resent-by-policy *", "3 waiting resent-by-policy *"]);
  });

  it("are parked where their status must not be told twice, and the others are not", () => {
    const queue = [line(2), line(3, { payload: '{"TrangThai":"5"}' }), sector(4, { payload: '{"TrangThai":"5"}' })];
    expect(lotOf(queue, { parkLostStatuses: ["5"] })).toEqual([
      "2 waiting resent-by-policy *",
      "3 parked parked-by-policy",
    ]);
    expect(lotOf(queue.slice(2), { parkLostStatuses: ["5"] })).toEqual(["4 waiting resent-by-policy *"]);
  });

  it.each(["null", '"5"', "[]", "{}", '{"TrangThai":5}'])("that name no status, as %s, are sent again", (payload) => {
    expect(lotOf([line(2, { payload })], { parkLostStatuses: ["5"] })).toEqual(["2 waiting resent-by-policy *"]);
  });
});
