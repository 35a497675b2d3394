import { readFileSync } from "node:fs";
import { z } from "zod";
import type { AttackClass, Attempt, Target } from "./attack.ts";

const strings = JSON.parse(
  readFileSync(new URL("corpora/naughty-strings.json", import.meta.url), "utf8"),
) as readonly string[];

/** The part of the API's document that says where text goes in. */
const document = z.object({
  paths: z.record(
    z.string(),
    z.record(z.string(), z.object({ parameters: z.array(z.object({ name: z.string(), in: z.string() })).optional() })),
  ),
});

/** Text that nobody means, in every parameter of every address, and as the reason of every act. */
export const addresses: AttackClass = {
  name: "addresses",
  async *attempts(target) {
    const answer = await fetch(new URL("/openapi.json", target.url));
    const { paths } = document.parse(await answer.json());
    for (const [path, methods] of Object.entries(paths)) {
      for (const [method, { parameters = [] }] of Object.entries(methods)) {
        for (const text of strings) {
          const written = percent(text);
          if (path.includes("{")) yield await call(target, method, path.replaceAll(/\{\w+\}/g, written || "x"), text);
          else if (method === "post") yield await call(target, method, path, text);
          if (method !== "get") continue;
          for (const { name, in: place } of parameters) {
            // A reader that waits for news waits; that is what it asked for.
            if (place !== "query" || name === "waitSeconds") continue;
            yield await call(target, method, `${path.replaceAll(/\{\w+\}/g, "x")}?${name}=${written}`, text);
          }
        }
      }
    }
  },
};

/** Percent-encoded as a client in C would: halves of pairs too, which JavaScript refuses to write. */
function percent(text: string): string {
  return Buffer.from(text, "utf8")
    .toString("hex")
    .replaceAll(/../g, (byte) => `%${byte}`)
    .replaceAll("%efbfbd", "%ed%a0%80");
}

async function call({ url, fullKey }: Target, method: string, path: string, reason: string): Promise<Attempt> {
  const answer = await fetch(new URL(path, url), {
    method: method.toUpperCase(),
    redirect: "manual",
    headers: { Authorization: `Bearer ${fullKey}`, "Content-Type": "application/json" },
    ...(method === "get" ? {} : { body: JSON.stringify({ reason, state: "parked", dossierCode: reason }) }),
  });
  await answer.arrayBuffer();
  return { name: `${method} ${path}`, status: answer.status };
}
