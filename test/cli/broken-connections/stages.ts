import type { Socket } from "node:net";
import { connectTo, closed, firstBytes, headOf, type RawCall } from "./raw-call.ts";

/** How far a call gets before its client leaves. */
interface Stage {
  readonly name: string;
  /** Calls that have no such moment are left out. */
  readonly needsBody?: true;
  /** The client is gone before the other side has looked. */
  readonly atOnce?: true;
  reach(socket: Socket, call: RawCall): Promise<unknown>;
}

/** `Expect` has the other side say that it has begun with the call. */
const EXPECT = "Expect: 100-continue";

const STAGES: readonly Stage[] = [
  { name: "after the request line", reach: async (socket, { requestLine }) => socket.write(`${requestLine}\r\n`) },
  {
    name: "in the middle of the headers",
    reach: async (socket, call) => socket.write(headOf(call).slice(0, call.requestLine.length + 10)),
  },
  {
    name: "before the body",
    needsBody: true,
    async reach(socket, call) {
      socket.write(headOf(call, EXPECT));
      await firstBytes(socket);
    },
  },
  {
    name: "in the middle of the body",
    needsBody: true,
    async reach(socket, call) {
      socket.write(headOf(call, EXPECT));
      await firstBytes(socket);
      socket.write(call.body.subarray(0, Math.ceil(call.body.length / 2)));
    },
  },
  { name: "as soon as it is sent", atOnce: true, reach: async (socket, call) => send(socket, call) },
  { name: "before the answer", reach: async (socket, call) => send(socket, call) },
  {
    name: "in the middle of the answer",
    async reach(socket, call) {
      send(socket, call);
      await firstBytes(socket);
    },
  },
];

/** How a client leaves. */
const LEAVINGS: Readonly<Record<string, (socket: Socket) => void>> = {
  "a reset": (socket) => socket.resetAndDestroy(),
  "a close": (socket) => socket.destroy(),
  // Says that nothing more comes, and stays to read what is answered.
  "a half-close": (socket) => socket.end().resume(),
};

export interface Departure {
  readonly stage: Stage;
  readonly leaving: string;
}

export const DEPARTURES: readonly Departure[] = STAGES.flatMap((stage) =>
  Object.keys(LEAVINGS).map((leaving) => ({ stage, leaving })),
);

/**
 * Makes all these calls side by side, and leaves every one of them at the same moment; over when all connections are gone.
 * @param url base address, where `GET /healthz` is answered
 * @returns how many calls were left
 */
export async function abandon(url: string, calls: readonly RawCall[], { stage, leaving }: Departure): Promise<number> {
  const meant = stage.needsBody === true ? calls.filter(({ body }) => body.length > 0) : calls;
  const sockets = await Promise.all(meant.map(() => connectTo(url)));
  await Promise.all(sockets.map((socket, index) => stage.reach(socket, meant[index] as RawCall)));
  if (stage.atOnce !== true) await hasSeenAll(url);
  for (const socket of sockets) LEAVINGS[leaving]?.(socket);
  await Promise.all(sockets.map(closed));
  return meant.length;
}

/**
 * What was written before is read before this is answered: one loop reads all connections. Fails when nobody answers.
 * @returns whether it says that it is well
 */
export async function hasSeenAll(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/healthz`);
  await answer.arrayBuffer();
  return answer.ok;
}

export function send(socket: Socket, call: RawCall): void {
  socket.write(headOf(call));
  if (call.body.length > 0) socket.write(call.body);
}
