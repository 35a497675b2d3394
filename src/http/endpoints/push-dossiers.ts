import type { Context } from "hono";
import type { Issue } from "#core/dossier/issue.ts";
import { REGRESS_HEADER } from "#core/dossier/going-back.ts";
import type { Acceptance } from "../../flow/acceptance.ts";
import { previewDossier } from "../../flow/preview-dossier.ts";
import { sha256 } from "../../flow/sha256.ts";
import { forbidden, problemOfAcceptance } from "./acceptance-problem.ts";
import type { HttpEnv } from "../http-env.ts";
import type { HttpDependencies } from "../dependencies.ts";
import { bodyProblem } from "../input/body-problem.ts";
import { createDossierReader, formatOf } from "../input/dossier-input.ts";
import { problem, sendProblem, type Problem } from "../problem.ts";
import { acceptInOrder, streamResults, type PushedItem } from "./push-many.ts";
import { isEncoded, readBody, readLines } from "../input/read-body.ts";

const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,255}$/;

/** `POST /v1/dossiers`: one dossier, a JSON or XML batch, or NDJSON of any length. */
export function pushDossiers(deps: HttpDependencies) {
  const read = createDossierReader(deps.sectors, deps.limits);

  return async function handlePush(
    c: Context<HttpEnv>,
    { query: { dryRun } }: { readonly query: { readonly dryRun: "true" | "false" } },
  ): Promise<Response> {
    const regress = c.req.header(REGRESS_HEADER)?.trim().toLowerCase() ?? "false";
    if (regress !== "true" && regress !== "false") return sendProblem(c, wrongAsked(WRONG_REGRESS));
    const goesBack = regress === "true";
    const format = formatOf(c.req.header("Content-Type"));
    if (format === null) return sendProblem(c, problem("unsupported-media-type"));
    if (isEncoded(c.req.raw)) return sendProblem(c, bodyProblem("content-encoding"));
    if (format === "ndjson")
      return dryRun === "true" ? sendProblem(c, wrongAsked(ONE_AT_A_TIME)) : pushLines(c, goesBack);

    const body = await readBody(c.req.raw, deps.limits.maxBodyBytes);
    if (!body.ok) return sendProblem(c, bodyProblem(body.reason));
    const parsed = read(body.text, format);
    if (!parsed.ok) return sendProblem(c, unreadable(parsed));
    if (isBatch(parsed.value)) {
      return dryRun === "true"
        ? sendProblem(c, wrongAsked(ONE_AT_A_TIME))
        : pushBatch(c, parsed.value.dossiers, goesBack);
    }
    if (dryRun === "true") return preview(c, parsed.value, goesBack);
    return pushOne(c, parsed.value, { bytes: body.bytes, goesBack });
  };

  async function pushOne(
    c: Context<HttpEnv>,
    input: unknown,
    { bytes, goesBack }: { readonly bytes: Uint8Array; readonly goesBack: boolean },
  ): Promise<Response> {
    const key = c.req.header("Idempotency-Key");
    if (key !== undefined && !IDEMPOTENCY_KEY.test(key)) {
      return sendProblem(c, wrongAsked(WRONG_KEY));
    }
    const client = c.get("client");
    const idempotency = key === undefined ? null : { key, bodySha256: sha256(bytes) };
    const acceptance = await deps.accept(client, input, { idempotency, goesBack });
    tell(acceptance, client.id, input);
    const refusal = problemOfAcceptance(acceptance);
    if (refusal !== null) return sendProblem(c, refusal);
    return c.json(acceptance, acceptance.outcome === "accepted" ? 202 : 200);
  }

  async function pushBatch(c: Context<HttpEnv>, dossiers: readonly unknown[], goesBack: boolean): Promise<Response> {
    if (dossiers.length > deps.limits.maxBatch) {
      const detail = `Tối đa ${deps.limits.maxBatch} hồ sơ mỗi lần; chia nhỏ hoặc dùng application/x-ndjson.`;
      return sendProblem(c, problem("batch-too-large", { detail }));
    }
    return many(
      c,
      dossiers.map((value) => ({ ok: true, value, size: 0 })),
      goesBack,
    );
  }

  function pushLines(c: Context<HttpEnv>, goesBack: boolean): Response {
    async function* lines(): AsyncGenerator<PushedItem> {
      for await (const line of readLines(c.req.raw, deps.limits.maxLineBytes)) {
        if (line === null) yield { ok: false, problem: problem("body-too-large") };
        else if (line.trim() !== "") {
          const parsed = read(line, "json");
          yield parsed.ok ? { ...parsed, size: line.length } : { ok: false, problem: unreadable(parsed) };
        }
      }
    }
    return many(c, lines(), goesBack);
  }

  /** Every item stands alone: its outcome is in `results`, and one that fails takes no other with it. */
  function many(
    c: Context<HttpEnv>,
    items: Iterable<PushedItem> | AsyncIterable<PushedItem>,
    goesBack: boolean,
  ): Response {
    const client = c.get("client");
    const results = acceptInOrder(items, async (value) => {
      const acceptance = await deps.accept(client, value, { goesBack });
      tell(acceptance, client.id, value);
      return acceptance;
    });
    return c.body(
      streamResults(results, (error) => deps.events.failed("push", error)),
      200,
      {
        "Content-Type": "application/json; charset=utf-8",
      },
    );
  }

  /** Stores and sends nothing, and is no act for the audit log; refused where the push would be. */
  async function preview(c: Context<HttpEnv>, input: unknown, goesBack: boolean): Promise<Response> {
    const shown = await previewDossier(deps, c.get("client"), input, { goesBack });
    if ("outcome" in shown) return sendProblem(c, forbidden(shown));
    const { dossierCode: _code, ...answer } = shown;
    const signatureInput = shown.canonical === null ? null : await deps.previewSignatureInput(shown.canonical);
    return c.json({ ...answer, signatureInput });
  }

  function tell(acceptance: Acceptance, client: string, input: unknown): void {
    const taken = acceptance.outcome === "accepted" || acceptance.outcome === "unchanged";
    const sector = typeof input === "object" && input !== null && "sector" in input ? String(input.sector) : "";
    const known = deps.sectors.find(sector)?.sector ?? "unknown";
    deps.events.dossierTaken({ outcome: taken ? acceptance.outcome : "rejected", client, sector: known });
  }
}

const ONE_AT_A_TIME: Asked = {
  pointer: "/dryRun",
  code: "dry-run-of-many",
  message: "dryRun=true chỉ xem trước từng hồ sơ một; chưa có gì được lưu hay gửi.",
  messageEn: "A dry run shows one dossier at a time; nothing was stored or sent.",
};

const WRONG_REGRESS: Asked = {
  pointer: `/${REGRESS_HEADER}`,
  code: "regress-format",
  message: `${REGRESS_HEADER} chỉ nhận true hoặc false; chưa có gì được lưu hay gửi.`,
  messageEn: `${REGRESS_HEADER} takes true or false; nothing was stored or sent.`,
};

const WRONG_KEY: Asked = {
  pointer: "/Idempotency-Key",
  code: "idempotency-key-format",
  message: "Idempotency-Key chỉ gồm 1 đến 255 ký tự ASCII nhìn thấy được.",
  messageEn: "An Idempotency-Key has 1 to 255 visible ASCII characters.",
};

type Asked = Omit<Issue, "severity">;

/** Whoever asks for something in a way that is not known must be told, and never have something sent instead. */
function wrongAsked(issue: Asked): Problem {
  return problem("invalid-request", { detail: issue.message, errors: [{ ...issue, severity: "error" }] });
}

function isBatch(value: unknown): value is { readonly dossiers: readonly unknown[] } {
  return typeof value === "object" && value !== null && "dossiers" in value && Array.isArray(value.dossiers);
}

function unreadable({ issues }: { readonly issues: readonly Issue[] }): Problem {
  return problem("unreadable-body", { errors: issues.map((issue) => ({ ...issue })) });
}
