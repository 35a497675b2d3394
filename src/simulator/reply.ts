import type { ContentfulStatusCode } from "hono/utils/http-status";
import { toJson, type DeskAnswer } from "./portal-answer.ts";
import type { PortalProfile } from "./profile.ts";

/** What goes out: bytes with a status, or a connection cut without a word. */
export type Reply =
  | {
      readonly kind: "respond";
      readonly status: ContentfulStatusCode;
      readonly headers: Record<string, string>;
      readonly body: string;
      /** What the portal's signature is to be, where it signs: over these bytes, over others, or none. */
      readonly seal: "good" | "broken" | "none";
    }
  | { readonly kind: "drop" };

export const DROP: Reply = { kind: "drop" };

export type Answering = Extract<Reply, { kind: "respond" }>;

/** What the portal says itself. */
export function jsonReply(
  answer: DeskAnswer,
  codesAs: PortalProfile["errorCodesAs"],
  status: ContentfulStatusCode = 200,
  headers: Record<string, string> = {},
): Answering {
  const text = toJson(answer, codesAs);
  return { ...rawReply(status, "application/json; charset=utf-8", text, headers), seal: "good" };
}

/** What comes from somewhere on the way, or was spoilt there. */
export function rawReply(
  status: ContentfulStatusCode,
  contentType: string,
  body: string,
  headers: Record<string, string> = {},
): Answering {
  return { kind: "respond", status, headers: { "content-type": contentType, ...headers }, body, seal: "none" };
}
