import type { Context } from "hono";
import type { Issue } from "#core/dossier/issue.ts";
import { REGRESS_HEADER } from "#core/dossier/going-back.ts";
import type { Acceptance, PushTerms } from "../../flow/acceptance.ts";
import { previewDossier } from "../../flow/preview-dossier.ts";
import { sha256 } from "../../flow/sha256.ts";
import { holdBytes, shareOf, type HeldBytes } from "../access/client-shares.ts";
import { forbidden, problemOfAcceptance } from "./acceptance-problem.ts";
import type { HttpEnv } from "../http-env.ts";
import type { HttpDependencies } from "../dependencies.ts";
import { bodyProblem } from "../input/body-problem.ts";
import { formatOf } from "../input/dossier-input.ts";
import { createDossierReader, type Reading } from "../input/dossier-reader.ts";
import type { ReadValue } from "../input/read-dossiers.ts";
import { problem, sendProblem, type Problem } from "../problem.ts";
import { acceptInOrder, streamResults, withinLimits, type PushedItem } from "./push-many.ts";
import { isEncoded, readBody, readLines } from "../input/read-body.ts";

const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,255}$/;

/** `POST /v1/dossiers`: one dossier, a JSON or XML batch, or NDJSON of any length. */
export function pushDossiers(deps: HttpDependencies) {
  const read = createDossierReader(deps.sectors, deps.limits, deps.readingPool);

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
    const held = holdBytes(deps.shares.bytes, shareOf(c.get("client")));
    if (format === "ndjson")
      return dryRun === "true" ? sendProblem(c, wrongAsked(ONE_AT_A_TIME)) : pushLines(c, { goesBack, held });

    let keeps = false;
    try {
      const { maxBodyBytes, maxBodySeconds } = deps.limits;
      const body = await readBody(c.req.raw, { limit: maxBodyBytes, seconds: maxBodySeconds, held });
      if (!body.ok) return refuse(c, bodyProblem(body.reason));
      const key = c.req.header("Idempotency-Key");
      // Before it is read: reading takes the bytes over.
      const idempotency = key === undefined ? null : { key, bodySha256: sha256(body.bytes) };
      const reading = await read(body.bytes, format);
      if (reading.kind === "batch") {
        const { count, items } = reading;
        if (dryRun === "true") return sendProblem(c, wrongAsked(ONE_AT_A_TIME));
        if (count > deps.limits.maxBatch) return sendProblem(c, batchTooLarge());
        keeps = true;
        return many(c, pushedItems(items), { goesBack, onEnd: () => held.release() });
      }
      if (reading.kind !== "one") return refuse(c, unreadProblem(reading));
      const { read: one } = reading;
      if (!one.ok) return sendProblem(c, tooMuchOfOne(one.issues));
      if (dryRun === "true") return await preview(c, one.value, goesBack);
      return await pushOne(c, one.value, { idempotency, goesBack });
    } finally {
      if (!keeps) held.release();
    }
  };

  async function pushOne(c: Context<HttpEnv>, input: unknown, terms: PushTerms): Promise<Response> {
    if (terms.idempotency !== null && !IDEMPOTENCY_KEY.test(terms.idempotency.key)) {
      return sendProblem(c, wrongAsked(WRONG_KEY));
    }
    const client = c.get("client");
    const acceptance = await deps.accept(client, input, terms);
    tell(acceptance, client.id, input);
    const refusal = problemOfAcceptance(acceptance);
    if (refusal !== null) return sendProblem(c, refusal);
    return c.json(acceptance, acceptance.outcome === "accepted" ? 202 : 200);
  }

  function pushLines(
    c: Context<HttpEnv>,
    { goesBack, held }: { readonly goesBack: boolean; readonly held: HeldBytes },
  ): Response {
    const holder = shareOf(c.get("client"));
    if (!deps.shares.streams.take(holder, 1)) return refuse(c, problem("too-busy"));
    const { maxLineBytes: limit, maxBodySeconds: seconds, maxStreamSeconds: openSeconds } = deps.limits;
    async function* lines(): AsyncGenerator<PushedItem> {
      for await (const line of readLines(c.req.raw, { limit, seconds, openSeconds, held })) {
        if (typeof line === "string") yield { ok: false, problem: bodyProblem(line) };
        else if (!isBlank(line)) yield await lineItem(line);
      }
    }
    const onEnd = (): void => {
      held.release();
      deps.shares.streams.give(holder, 1);
    };
    return many(c, lines(), { goesBack, onEnd });
  }

  /** What stands in one line; a batch there is no dossier, and is told so as any object that is none. */
  async function lineItem(line: Buffer): Promise<PushedItem> {
    const reading = await read(line, "line");
    if (reading.kind !== "one") return { ok: false, problem: unreadProblem(reading) };
    const { read: one } = reading;
    return one.ok
      ? { ok: true, value: one.value, size: line.length }
      : { ok: false, problem: tooMuchOfOne(one.issues) };
  }

  /** The problem of what could not be read. */
  function unreadProblem(reading: Exclude<Reading, { readonly kind: "one" }>): Problem {
    switch (reading.kind) {
      case "unreadable":
        return problem("unreadable-body", { errors: reading.issues.map((issue) => ({ ...issue })) });
      case "busy":
        return problem("too-busy");
      case "given-up":
        return problem("body-too-large", { errors: [tooDemanding(deps.limits.maxReadingSeconds)] });
      case "batch":
      case "batch-too-large":
        return batchTooLarge();
      default:
        return reading satisfies never;
    }
  }

  function batchTooLarge(): Problem {
    const detail = `Tối đa ${deps.limits.maxBatch} hồ sơ mỗi lần; chia nhỏ hoặc dùng application/x-ndjson.`;
    return problem("batch-too-large", { detail });
  }

  /** Every item stands alone: its outcome is in `results`, and one that fails takes no other with it. */
  function many(
    c: Context<HttpEnv>,
    items: Iterable<PushedItem> | AsyncIterable<PushedItem>,
    { goesBack, onEnd }: { readonly goesBack: boolean; readonly onEnd: () => void },
  ): Response {
    const client = c.get("client");
    const results = acceptInOrder(items, async (value) => {
      const acceptance = await deps.accept(client, value, { goesBack });
      tell(acceptance, client.id, value);
      return acceptance;
    });
    const told = withinLimits(results, {
      maxRejected: deps.limits.maxRejectedLines,
      maxItems: deps.limits.maxLines,
    });
    const onError = (error: unknown): void => deps.events.failed("push", error);
    return c.body(streamResults(told, { onError, onEnd }), 200, { "Content-Type": "application/json; charset=utf-8" });
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

function refuse(c: Context<HttpEnv>, body: Problem): Response {
  return sendProblem(c, body, body.status === 429 ? { "Retry-After": "1" } : {});
}

/** The problem of a dossier that is not read on: it is too much as a whole, or texts in it are longer than any may be. */
function tooMuchOfOne(issues: readonly Issue[]): Problem {
  const errors = issues.map((issue) => ({ ...issue }));
  return problem(issues.every(({ pointer }) => pointer === "") ? "body-too-large" : "invalid-dossier", { errors });
}

function tooDemanding(seconds: number): Issue {
  return {
    pointer: "",
    code: "body-too-demanding",
    message: `Nội dung này cần quá ${seconds} giây hoặc quá nhiều bộ nhớ để đọc; chia nhỏ rồi gửi lại.`,
    messageEn: `Reading this content takes more than ${seconds} seconds, or too much memory; divide it and send it again.`,
    severity: "error",
  };
}

function* pushedItems(items: Iterable<ReadValue>): Generator<PushedItem> {
  for (const item of items)
    yield item.ok ? { ok: true, value: item.value, size: 0 } : { ok: false, problem: tooMuchOfOne(item.issues) };
}

/** Only white space of JSON. */
function isBlank(line: Buffer): boolean {
  return line.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d || byte === 0x0a);
}
