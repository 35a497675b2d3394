import { existsSync, readdirSync, readFileSync } from "node:fs";
import type { Context } from "hono";
import { checkDossier } from "#core/dossier/check-dossier.ts";
import { pushedDossier } from "#core/dossier/pushed-dossier.ts";
import { commonRules } from "#core/dossier/common-rules.ts";
import { allMessages } from "#core/message/plan-messages.ts";
import { rulesInForce } from "#core/dossier/rule.ts";
import { formatInstant, dayOf } from "#schemas/common/timestamp.ts";
import type { HttpEnv } from "../http-env.ts";
import type { HttpDependencies } from "../dependencies.ts";
import { inputSchemaOf } from "../input/dossier-input.ts";
import { problem, sendProblem } from "../problem.ts";
import type { ShapeHint } from "../input/xml-values.ts";
import { toXsd } from "../docs/xsd.ts";

const ADAPTERS = new URL("../../../adapters/", import.meta.url);

/** What the sectors are made of, for vendors: procedures, schema, samples, rules. */
export function sectorRoutes(deps: Pick<HttpDependencies, "clock" | "sectors">) {
  const find = (c: Context<HttpEnv>) => deps.sectors.find(c.req.param("sector") ?? "");
  const none = (c: Context<HttpEnv>) => {
    const names = deps.sectors.all.map(({ sector }) => sector).join(", ");
    return sendProblem(c, problem("not-found", { detail: `Các lĩnh vực: ${names}.` }));
  };
  return {
    /** `GET /v1/sectors` */
    list: (c: Context<HttpEnv>): Response =>
      c.json({
        sectors: deps.sectors.all.map(({ sector, title, titleEn, version, procedures }) => ({
          sector,
          title,
          titleEn,
          version,
          procedures,
        })),
      }),

    /** `GET /v1/sectors/{sector}/schema`: JSON Schema of `record`; `{}` accepts nothing more than the common dossier. */
    schema: (c: Context<HttpEnv>): Response => {
      const adapter = find(c);
      if (adapter === undefined) return none(c);
      return c.json(adapter.record === undefined ? { not: {} } : inputSchemaOf(adapter.record));
    },

    /** `GET /v1/sectors/{sector}/dossier.xsd`: the XML form of a whole dossier of this sector. */
    xsd: (c: Context<HttpEnv>): Response => {
      const adapter = find(c);
      if (adapter === undefined) return none(c);
      const common = inputSchemaOf(pushedDossier) as ShapeHint;
      const record = adapter.record === undefined ? {} : { record: inputSchemaOf(adapter.record) as ShapeHint };
      const { record: _any, ...properties } = common.properties ?? {};
      return c.body(toXsd("dossier", { ...common, properties: { ...properties, ...record } }), 200, {
        "Content-Type": "application/xml; charset=utf-8",
      });
    },

    /** `GET /v1/sectors/{sector}/samples`: each can be pushed as it stands. */
    samples: (c: Context<HttpEnv>): Response => {
      const adapter = find(c);
      if (adapter === undefined) return none(c);
      const samples = readSamples(adapter.sector).map(({ name, dossier }) => {
        const checked = checkDossier(dossier, deps.sectors);
        const messages = checked.ok
          ? allMessages(checked).map(({ kind, service, payload }) => ({ kind, service, payload }))
          : [];
        return { name, dossier, messages };
      });
      return c.json({ samples });
    },

    /** `GET /v1/sectors/{sector}/rules?at=DATE`: the common rules and the sector's own, in force that day. */
    rules: (c: Context<HttpEnv>): Response => {
      const adapter = find(c);
      if (adapter === undefined) return none(c);
      const at = c.req.query("at") ?? dayOf(formatInstant(deps.clock.now()));
      if (!/^\d{4}-\d{2}-\d{2}$/.test(at)) {
        return sendProblem(c, problem("invalid-request", { detail: "Tham số at cần dạng YYYY-MM-DD." }));
      }
      const describe = ({
        id,
        severity,
        from,
        to,
        source,
        message,
        messageEn,
      }: Omit<(typeof adapter.rules)[number], "check">) => ({
        id,
        severity,
        from,
        to,
        source,
        message,
        messageEn,
      });
      return c.json({
        at,
        rules: [...rulesInForce(commonRules, at), ...rulesInForce(adapter.rules, at)].map(describe),
      });
    },
  };
}

function readSamples(sector: string): { readonly name: string; readonly dossier: unknown }[] {
  const folder = new URL(`${sector}/samples/`, ADAPTERS);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .toSorted()
    .map((file) => ({
      name: file.replace(/\.json$/, ""),
      dossier: JSON.parse(readFileSync(new URL(file, folder), "utf8")) as unknown,
    }));
}
