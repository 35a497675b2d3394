import type { Clock, Signer } from "#core/ports/ports.ts";
import { JWS_HEADER } from "../signing/containers/jws/sign-jws.ts";
import type { Reply } from "./reply.ts";

/** Puts the portal's signature beside an answer, in the header the gateway's own travel in. */
export type AnswerSeal = (reply: Reply) => Promise<Reply>;

/**
 * Signs what the portal says in its own words. Pages of a proxy in front of it, and whatever a fault made of an answer,
 * go out as they are. No portal was seen signing; without a signer nothing is signed.
 */
export function answerSeal(signer: Signer | undefined, clock: Clock): AnswerSeal {
  return async (reply) => {
    if (reply.kind === "drop" || reply.seal === "none") return reply;
    const isBroken = reply.seal === "broken";
    if (signer === undefined) return isBroken ? withHeader(reply, JWS_HEADER, "e30..broken") : reply;
    // Over other bytes than those that go out: the signature of another answer.
    const { header, value } = await signer.sign(
      Buffer.from(isBroken ? `${reply.body} ` : reply.body),
      new Date(clock.now()),
    );
    return withHeader(reply, header, value);
  };
}

function withHeader(reply: Extract<Reply, { kind: "respond" }>, name: string, value: string): Reply {
  return { ...reply, headers: { ...reply.headers, [name]: value } };
}
