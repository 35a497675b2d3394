import type { Context } from "hono";
import { z } from "@hono/zod-openapi";
import { PORTAL } from "#core/delivery/destination.ts";
import { formatInstant, timestamp } from "#schemas/common/timestamp.ts";
import { operatorOf } from "../access/operator.ts";
import { json } from "../answers.ts";
import type { HttpDependencies } from "../dependencies.ts";
import { endpoint, type Access, type Endpoint } from "../endpoint.ts";
import { destination, instant } from "../fields.ts";
import type { HttpEnv } from "../http-env.ts";
import { reason } from "../input/reason.ts";
import { problem, sendProblem } from "../problem.ts";

const paused = destination.max(60).default(PORTAL);

const pauseBody = z.strictObject({
  until: timestamp.describe("Ngừng gửi đến lúc này. Nothing is sent until then."),
  destination: paused,
  reason,
});

const resumeBody = z.strictObject({ destination: paused, reason });

const pauseDocument = z
  .strictObject({ destination, pausedUntil: instant.describe("Ngừng gửi đến lúc này. Nothing is sent until then.") })
  .openapi("Pause");

const endedPause = z
  .strictObject({
    destination,
    ended: z.boolean().describe("Có tạm ngừng nào vừa kết thúc không. Whether there was a pause to end."),
  })
  .openapi("EndedPause");

/** A destination is one for all agencies: who may only act for some must not stop it for the others. */
const access: Access = {
  right: "operate",
  agencies: {
    refused:
      "Tạm ngừng và gửi trở lại có hiệu lực cho hồ sơ của mọi cơ quan; khóa giới hạn theo cơ quan không dùng được. / Pausing and resuming concern every agency; a key bound to agencies may not.",
  },
};

/** Pauses that somebody announces beforehand: dossiers are still taken in, nothing is sent, no retry budget burns. */
export function pauseEndpoints(deps: HttpDependencies): readonly Endpoint[] {
  const common = { method: "post", area: "pauses", access } as const;
  const isKnown = (name: string) => deps.destinations.some((one) => one.name === name);
  const unknown = (c: Context<HttpEnv>) =>
    sendProblem(
      c,
      problem("invalid-request", {
        errors: [
          {
            pointer: "/destination",
            code: "unknown-destination",
            message: `Không có nơi nhận này. Các nơi nhận: ${deps.destinations.map(({ name }) => name).join(", ")}.`,
            messageEn: "There is no such destination.",
            severity: "error",
          },
        ],
      }),
    );

  return [
    endpoint({
      ...common,
      path: "/v1/portal/pause",
      operationId: "pauseDestination",
      summary: "Tạm ngừng gửi tới một nơi nhận đến thời điểm đã báo. Send nothing to a destination until a time.",
      action: pauseBody,
      answers: { 200: json(pauseDocument, "Đã tạm ngừng. Paused.") },
      handle: async (c, { body: { until: text, destination: name, reason: why } }) => {
        if (!isKnown(name)) return unknown(c);
        const until = new Date(text);
        const now = new Date(deps.clock.now());
        if (until <= now) return sendProblem(c, problem("invalid-request", { errors: [IN_THE_PAST] }));
        await deps.pauses.set({ destination: name, until, reason: why, actor: operatorOf(c) }, now);
        await deps.pauses.refresh();
        return c.json({ destination: name, pausedUntil: formatInstant(until.getTime()) });
      },
    }),
    endpoint({
      ...common,
      path: "/v1/portal/resume",
      operationId: "resumeDestination",
      summary: "Gửi trở lại trước thời điểm đã báo. End a pause before its time.",
      action: resumeBody,
      answers: { 200: json(endedPause, "Đã gửi trở lại. Resumed.") },
      handle: async (c, { body: { destination: name, reason: why } }) => {
        if (!isKnown(name)) return unknown(c);
        const by = { actor: operatorOf(c), reason: why, at: new Date(deps.clock.now()) };
        const ended = await deps.pauses.end(name, by);
        await deps.pauses.refresh();
        deps.wake([name]);
        return c.json({ destination: name, ended });
      },
    }),
  ];
}

const IN_THE_PAST = {
  pointer: "/until",
  code: "pause-in-the-past",
  message: "Thời điểm kết thúc tạm ngừng phải ở tương lai.",
  messageEn: "The pause must end in the future.",
  severity: "error",
} as const;
