import { z } from "zod";
import type { Clock, Signer } from "#core/ports/ports.ts";

/** What the simulator needs of `fetch` to call a province. */
export type OutgoingFetch = (
  url: string,
  init: { readonly method: "POST"; readonly headers: Record<string, string>; readonly body: string },
) => Promise<{ readonly status: number; text(): Promise<string> }>;

const LOCAL = /^https?:\/\/(?:127(?:\.\d{1,3}){3}|localhost|\[::1\])(?::\d{1,5})?\/?$/;

/** A call of the portal at a province, to be made now. Only to this machine: the simulator is nobody's proxy. */
export const outgoingCall = z.strictObject({
  to: z.string().regex(LOCAL).describe("Địa chỉ gateway trên máy này. Base address of a gateway on this machine"),
  adapter: z.enum(["VXPAdapter", "XrdAdapter"]).default("VXPAdapter").describe("Loại adapter. Context of the adapter"),
  call: z
    .string()
    .regex(/^[A-Za-z]{1,60}$/)
    .describe("Tên lời gọi, ví dụ addtthcKhuyenMai. Name of the call"),
  key: z.string().max(512).optional().describe("Khóa gửi kèm. Bearer key, where the gateway wants one"),
  body: z.json().describe("Nội dung. What is handed over"),
});

/** The same calls, signed as answers are. */
export function signedCalls(fetch: OutgoingFetch, signer: Signer | undefined, clock: Clock): OutgoingFetch {
  if (signer === undefined) return fetch;
  return async (url, init) => {
    const { header, value } = await signer.sign(Buffer.from(init.body), new Date(clock.now()));
    return fetch(url, { ...init, headers: { ...init.headers, [header]: value } });
  };
}

/** Hands something over as the portal does at a province's adapter, and gives the answer back as it came. */
export async function callProvince(
  fetch: OutgoingFetch,
  { to, adapter, call, key, body }: z.infer<typeof outgoingCall>,
): Promise<{ readonly status: number; readonly answer: string }> {
  const response = await fetch(`${to.replace(/\/$/, "")}/${adapter}/RestService/forward/${call}`, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      ...(key === undefined ? {} : { Authorization: `Bearer ${key}` }),
    },
    body: JSON.stringify(body),
  });
  return { status: response.status, answer: await response.text() };
}
