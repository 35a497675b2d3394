import type { MiddlewareHandler } from "hono";
import type { HttpEnv } from "../http-env.ts";
import { problem, sendProblem } from "../problem.ts";

/**
 * Refuses an address whose percent-encoding is no UTF-8 (halves of surrogate pairs among it) or holds a NUL: no code and no
 * name is written so, and looking for it would find nothing or something else.
 */
export const refuseUnsoundAddress: MiddlewareHandler<HttpEnv> = async (c, next) => {
  if (isSound(c.req.url)) {
    await next();
    return undefined;
  }
  const issue = {
    pointer: "",
    code: "address-encoding",
    message:
      "Địa chỉ có ký tự mã hóa sai (%…): phải là UTF-8 và không có ký tự NUL. Kiểm tra cách phần mềm ghép địa chỉ.",
    messageEn: "The address has a wrong percent-encoding: it must be UTF-8 without NUL. Check how it is put together.",
    severity: "error",
  } as const;
  return sendProblem(c, problem("invalid-request", { errors: [issue] }));
};

function isSound(address: string): boolean {
  try {
    return !decodeURIComponent(address).includes("\0");
  } catch {
    return false;
  }
}
