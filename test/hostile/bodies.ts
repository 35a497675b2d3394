import { readFileSync } from "node:fs";
import { request } from "node:http";
import type { AttackClass, Attempt, Target } from "./attack.ts";

/** A body of the corpus: as text, as bytes, or as one piece many times over. */
interface HostileBody {
  readonly name: string;
  readonly type: string;
  readonly statuses: readonly number[];
  readonly text?: string;
  readonly base64?: string;
  readonly before?: string;
  readonly unit?: string;
  readonly times?: number;
  readonly after?: string;
  readonly isOnlyLong?: true;
}

const corpus = JSON.parse(
  readFileSync(new URL("corpora/bodies.json", import.meta.url), "utf8"),
) as readonly HostileBody[];

/** Bodies that are no dossiers, pushed one after the other. */
export const bodies: AttackClass = {
  name: "bodies",
  async *attempts(target, isLong) {
    for (const body of corpus) {
      if (body.isOnlyLong !== true) yield await push(target, body);
      else if (isLong) yield await push(target, body);
    }
  },
};

async function push({ url, pushKey }: Target, body: HostileBody): Promise<Attempt> {
  const headers = { Authorization: `Bearer ${pushKey}`, "Content-Type": body.type };
  return { name: body.name, status: await post(new URL("/v1/dossiers", url), headers, body), expected: body.statuses };
}

/**
 * The status of the answer, 0 where the connection ends without one. An answer that comes before all was sent counts: a
 * gateway that has read enough says so and hangs up.
 */
function post(url: URL, headers: Record<string, string>, body: HostileBody): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  let isAnswered = false;
  const sending = request(url, { method: "POST", headers, agent: false }, (answer) => {
    isAnswered = true;
    answer
      .on("error", () => undefined)
      .on("close", () => resolve(answer.statusCode ?? 0))
      .resume();
  });
  sending
    .on("error", () => undefined)
    .on("close", () => {
      if (!isAnswered) resolve(0);
    });
  sending.end(bytesOf(body));
  return promise;
}

function bytesOf({
  text,
  base64,
  before = "",
  unit = "",
  times = 0,
  after = "",
}: HostileBody): Uint8Array<ArrayBuffer> {
  if (base64 !== undefined) return new Uint8Array(Buffer.from(base64, "base64"));
  return new Uint8Array(Buffer.from(text ?? before + unit.repeat(times) + after));
}
