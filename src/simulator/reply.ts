import type { ContentfulStatusCode } from "hono/utils/http-status";
import { toJson, type PortalAnswer } from "./portal-answer.ts";
import type { PortalProfile } from "./profile.ts";

/** What goes out: bytes with a status, or a connection cut without a word. */
export type Reply =
  | {
      readonly kind: "respond";
      readonly status: ContentfulStatusCode;
      readonly headers: Record<string, string>;
      readonly body: string;
    }
  | { readonly kind: "drop" };

export const DROP: Reply = { kind: "drop" };

export function jsonReply(
  answer: PortalAnswer,
  codesAs: PortalProfile["errorCodesAs"],
  status: ContentfulStatusCode = 200,
  headers: Record<string, string> = {},
): Reply {
  return rawReply(status, "application/json; charset=utf-8", toJson(answer, codesAs), headers);
}

export function rawReply(
  status: ContentfulStatusCode,
  contentType: string,
  body: string,
  headers: Record<string, string> = {},
): Reply {
  return { kind: "respond", status, headers: { "content-type": contentType, ...headers }, body };
}
