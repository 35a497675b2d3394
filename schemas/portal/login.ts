import { z } from "zod";
import { isSuccess, portalAnswer, type PortalAnswer } from "./answer.ts";
import { neededText } from "./fields.ts";

/** The call `mapi/login`. */
export const loginRequest = z
  .strictObject({
    username: neededText(200).describe("Tên đăng nhập. User name, often the agency code."),
    password: neededText(500).describe("Mật khẩu. Password; never logged."),
  })
  .describe("Đăng nhập. Login.");

export type LoginRequest = z.infer<typeof loginRequest>;

/** The answer to a login is an ordinary answer that carries a session when it succeeded. */
export const loginAnswer = portalAnswer;

export type LoginAnswer = PortalAnswer;

/** The session of a successful login; null when it failed or has none. */
export function sessionOf(answer: LoginAnswer): string | null {
  return isSuccess(answer) && typeof answer.session === "string" && answer.session !== "" ? answer.session : null;
}
