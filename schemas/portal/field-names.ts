import { z } from "zod";
import { portalDossier } from "./dossier-sync.ts";

/** The fields of a dossier and of what it holds, by their names in small letters: the spelling the portal's calls have. */
export const PORTAL_FIELD_NAMES: ReadonlyMap<string, string> = new Map(
  [...namesIn(z.toJSONSchema(portalDossier, { io: "input", unrepresentable: "any" }))].map((name) => [
    name.toLowerCase(),
    name,
  ]),
);

/** Names of properties anywhere in a JSON Schema. */
function namesIn(schema: unknown): ReadonlySet<string> {
  const names = new Set<string>();
  const waiting: unknown[] = [schema];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next !== "object" || next === null) continue;
    if ("properties" in next && typeof next.properties === "object" && next.properties !== null)
      for (const name of Object.keys(next.properties)) names.add(name);
    const members: readonly unknown[] = Object.values(next);
    waiting.push(...members);
  }
  return names;
}
