import { existsSync, readdirSync, readFileSync } from "node:fs";
import type { Context } from "hono";
import { z } from "@hono/zod-openapi";
import { checkDossier } from "#core/dossier/check-dossier.ts";
import { pushedDossier } from "#core/dossier/pushed-dossier.ts";
import { commonRules } from "#core/dossier/common-rules.ts";
import { allMessages } from "#core/message/plan-messages.ts";
import { rulesInForce } from "#core/dossier/rule.ts";
import { formatInstant, dayOf } from "#schemas/common/timestamp.ts";
import type { SectorAdapter } from "#core/sector/sector.ts";
import { json, text } from "../answers.ts";
import type { HttpDependencies } from "../dependencies.ts";
import { endpoint, type Endpoint } from "../endpoint.ts";
import { anyObject, day, sector as sectorName } from "../fields.ts";
import type { HttpEnv } from "../http-env.ts";
import { dayQuery } from "../input/day-query.ts";
import { inputSchemaOf } from "../input/dossier-input.ts";
import { problem, sendProblem } from "../problem.ts";
import type { ShapeHint } from "../input/xml-values.ts";
import { withDemands } from "../docs/demanded-fields.ts";
import { toXsd } from "../docs/xsd.ts";
import { previewedMessage } from "./dossier-answers.ts";
import type { DossierDocuments } from "./dossier-documents.ts";
import { procedureDocument } from "./procedure-documents.ts";

const sectorList = z
  .strictObject({
    sectors: z.array(
      z
        .strictObject({
          sector: sectorName,
          title: z.string().describe("Tên lĩnh vực. Title, in Vietnamese."),
          titleEn: z.string().describe("Title, in English."),
          version: z.string().describe("Phiên bản ánh xạ và quy tắc. Version of mappings and rules."),
          procedures: z.array(procedureDocument).describe("Các thủ tục. Procedures."),
        })
        .openapi("Sector"),
    ),
  })
  .openapi("SectorList");

const jsonSchema = anyObject.openapi("JsonSchema", {
  description: "JSON Schema (2020-12) của phần record. JSON Schema of the record.",
});

const ruleList = z
  .strictObject({
    at: day.describe("Ngày được hỏi. The day that was asked for."),
    rules: z.array(
      z
        .strictObject({
          id: z.string().describe("Mã quy tắc. Id of the rule."),
          severity: z.enum(["error", "warning"]).describe("error chặn hồ sơ. An error stops the dossier."),
          from: day.describe("Có hiệu lực từ ngày. First day in force."),
          to: day.nullable().describe("Có hiệu lực đến hết ngày; null: chưa có. Last day in force; null: none."),
          source: z.string().describe("Căn cứ pháp luật. Law or document it comes from."),
          message: z.string().describe("Câu tiếng Việt. Vietnamese sentence."),
          messageEn: z.string().describe("English sentence."),
        })
        .openapi("Rule"),
    ),
  })
  .openapi("RuleList");

/** What the sectors are made of, for vendors: procedures, schema, samples, rules. */
export function sectorEndpoints(
  deps: Pick<HttpDependencies, "clock" | "sectors">,
  { dossier }: DossierDocuments,
): readonly Endpoint[] {
  const common = { method: "get", area: "sectors", access: { right: "read", agencies: "none" } } as const;
  const ofOne = {
    ...common,
    params: z.object({ sector: sectorName.describe("Lĩnh vực, xem /v1/sectors. Name of the sector.") }),
    refusals: ["not-found"],
  } as const;
  const samples = z
    .strictObject({
      samples: z.array(
        z
          .strictObject({
            name: z.string().describe("Tên mẫu. Name of the sample."),
            dossier,
            messages: z.array(previewedMessage).describe("Thông điệp tương ứng. The messages it makes."),
          })
          .openapi("Sample"),
      ),
    })
    .openapi("SampleList");

  /** Answers about the sector in the path, where there is one. */
  const about = (draw: (c: Context<HttpEnv>, adapter: SectorAdapter, at: string) => Response) =>
    function answerSector(
      c: Context<HttpEnv>,
      input: { readonly query: { readonly at?: string | undefined } },
    ): Response {
      const adapter = deps.sectors.find(c.req.param("sector") ?? "");
      if (adapter !== undefined) return draw(c, adapter, input.query.at ?? dayOf(formatInstant(deps.clock.now())));
      const names = deps.sectors.all.map(({ sector }) => sector).join(", ");
      return sendProblem(c, problem("not-found", { detail: `Các lĩnh vực: ${names}.` }));
    };

  return [
    endpoint({
      ...common,
      path: "/v1/sectors",
      operationId: "listSectors",
      summary: "Các lĩnh vực và thủ tục. Sectors and procedures.",
      answers: { 200: json(sectorList, "Danh sách. The list.") },
      handle: (c) =>
        c.json({
          sectors: deps.sectors.all.map(({ sector, title, titleEn, version, procedures }) => ({
            sector,
            title,
            titleEn,
            version,
            procedures,
          })),
        }),
    }),
    endpoint({
      ...ofOne,
      path: "/v1/sectors/{sector}/schema",
      operationId: "getSectorSchema",
      summary: "JSON Schema của phần record. JSON Schema of the record.",
      answers: {
        200: json(jsonSchema, "JSON Schema; {not: {}} khi không có record. Where there is no record: {not: {}}."),
      },
      handle: about((c, adapter) => c.json(recordSchemaOf(adapter) ?? { not: {} })),
    }),
    endpoint({
      ...ofOne,
      path: "/v1/sectors/{sector}/dossier.xsd",
      operationId: "getSectorXsd",
      summary: "XSD của hồ sơ dạng XML. XSD of the XML form of a dossier.",
      answers: { 200: text("application/xml", "XSD 1.0.") },
      handle: about((c, adapter) => {
        const common = inputSchemaOf(pushedDossier) as ShapeHint;
        const record = recordSchemaOf(adapter) as ShapeHint | undefined;
        const { record: _any, ...properties } = common.properties ?? {};
        const members = record === undefined ? properties : { ...properties, record };
        return c.body(toXsd("dossier", { ...common, properties: members }), 200, {
          "Content-Type": "application/xml; charset=utf-8",
        });
      }),
    }),
    endpoint({
      ...ofOne,
      path: "/v1/sectors/{sector}/samples",
      operationId: "listSectorSamples",
      summary: "Hồ sơ mẫu và thông điệp tương ứng. Samples with their messages.",
      answers: { 200: json(samples, "Mẫu, gửi được ngay. Samples; each can be pushed as it stands.") },
      handle: about((c, { sector }) =>
        c.json({
          samples: readSamples(deps.sectors.folderOf?.(sector)).map((sample) => {
            const checked = checkDossier(sample.dossier, deps.sectors);
            const messages = checked.ok
              ? allMessages(checked).map(({ kind, service, payload }) => ({ kind, service, payload }))
              : [];
            return { ...sample, messages };
          }),
        }),
      ),
    }),
    endpoint({
      ...ofOne,
      path: "/v1/sectors/{sector}/rules",
      operationId: "listSectorRules",
      summary:
        "Quy tắc nghiệp vụ có hiệu lực trong ngày, chung và riêng. Rules in force on a day, the common ones and the sector's own.",
      query: dayQuery,
      answers: { 200: json(ruleList, "Quy tắc. Rules.") },
      handle: about((c, { rules }, at) =>
        c.json({
          at,
          rules: [...rulesInForce(commonRules, at), ...rulesInForce(rules, at)].map(
            ({ id, severity, from, to, source, message, messageEn }) => ({
              id,
              severity,
              from,
              to,
              source,
              message,
              messageEn,
            }),
          ),
        }),
      ),
    }),
  ];
}

/** What a vendor has to send as the sector's record; undefined where the sector has none. */
function recordSchemaOf({ record, demands = [] }: SectorAdapter): Record<string, unknown> | undefined {
  return record === undefined ? undefined : withDemands(inputSchemaOf(record), demands);
}

/** The dossiers in `samples/` of a sector's folder, by name; none where there is no folder. */
function readSamples(sectorFolder: URL | undefined): { readonly name: string; readonly dossier: unknown }[] {
  if (sectorFolder === undefined) return [];
  const folder = new URL("samples/", sectorFolder);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .toSorted()
    .map((file) => ({
      name: file.replace(/\.json$/, ""),
      dossier: JSON.parse(readFileSync(new URL(file, folder), "utf8")) as unknown,
    }));
}
