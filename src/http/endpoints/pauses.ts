import type { Context } from "hono";
import { z } from "zod";
import { PORTAL } from "#core/delivery/destination.ts";
import { formatInstant, timestamp } from "#schemas/common/timestamp.ts";
import type { HttpEnv } from "../http-env.ts";
import type { HttpDependencies } from "../dependencies.ts";
import { parseAction } from "../input/parse-action.ts";
import { problem, sendProblem } from "../problem.ts";

const reason = z
  .string()
  .trim()
  .min(1)
  .max(500)
  .describe("Lý do, ghi vào nhật ký kiểm toán. Reason for the audit log.");
const destination = z
  .string()
  .max(60)
  .default(PORTAL)
  .describe("Nơi nhận: portal hoặc tên lĩnh vực. Destination: the portal, or a sector's name.");

/** Body of `POST /v1/portal/pause`. */
export const pauseBody = z.strictObject({
  until: timestamp.describe("Ngừng gửi đến lúc này. Nothing is sent until then."),
  destination,
  reason,
});

/** Body of `POST /v1/portal/resume`. */
export const resumeBody = z.strictObject({ destination, reason });

/** Pauses that somebody announces beforehand: dossiers are still taken in, nothing is sent, no retry budget burns. */
export function pauseRoutes(deps: HttpDependencies) {
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

  return {
    /** `POST /v1/portal/pause` */
    pause: async (c: Context<HttpEnv>): Promise<Response> => {
      const body = await parseAction(c, pauseBody, deps.limits);
      if ("problem" in body) return sendProblem(c, body.problem);
      const { until: text, destination: name, reason: why } = body.value;
      if (!isKnown(name)) return unknown(c);
      const until = new Date(text);
      const now = new Date(deps.clock.now());
      if (until <= now) return sendProblem(c, problem("invalid-request", { errors: [IN_THE_PAST] }));
      await deps.pauses.set({ destination: name, until, reason: why, actor: `operator:${c.get("client").id}` }, now);
      await deps.pauses.heed();
      return c.json({ destination: name, pausedUntil: formatInstant(until.getTime()) });
    },

    /** `POST /v1/portal/resume` */
    resume: async (c: Context<HttpEnv>): Promise<Response> => {
      const body = await parseAction(c, resumeBody, deps.limits);
      if ("problem" in body) return sendProblem(c, body.problem);
      const { destination: name, reason: why } = body.value;
      if (!isKnown(name)) return unknown(c);
      const by = { actor: `operator:${c.get("client").id}`, reason: why, at: new Date(deps.clock.now()) };
      const ended = await deps.pauses.end(name, by);
      await deps.pauses.heed();
      deps.wake();
      return c.json({ destination: name, ended });
    },
  };
}

const IN_THE_PAST = {
  pointer: "/until",
  code: "pause-in-the-past",
  message: "Thời điểm kết thúc tạm ngừng phải ở tương lai.",
  messageEn: "The pause must end in the future.",
  severity: "error",
} as const;
