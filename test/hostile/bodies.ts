import { readFileSync } from "node:fs";
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
  const answer = await fetch(new URL("/v1/dossiers", url), {
    method: "POST",
    body: bytesOf(body),
    headers: { Authorization: `Bearer ${pushKey}`, "Content-Type": body.type },
  });
  await answer.arrayBuffer();
  return { name: body.name, status: answer.status, expected: body.statuses };
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
