import { once } from "node:events";
import { connect } from "node:net";
import { inject, type ProvidedContext } from "vitest";

/** What the run's own process makes once for all test files, or why it could not. */
export type Behind<Thing> = Thing | { readonly error: string };

/** Asked of the run's own process over a plain socket, which no HTTP interceptor of a test gets in the way of. */
export async function askDoor<Thing extends object>(door: keyof ProvidedContext): Promise<Thing> {
  const socket = connect(inject(door), "127.0.0.1").setEncoding("utf8");
  let text = "";
  socket.on("data", (more) => {
    text += String(more);
  });
  await once(socket, "close");
  const answer = JSON.parse(text) as Behind<Thing>;
  if ("error" in answer) throw new Error(answer.error);
  return answer;
}
