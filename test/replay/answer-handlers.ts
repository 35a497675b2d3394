/**
 * Recorded answers of a portal as request handlers of msw 3: what a portal said once is said again, without a socket. For
 * tests only, like `msw-handlers.ts`.
 */
import { http, HttpResponse, type HttpHandler } from "msw";
import { z } from "zod";

/** One recorded answer. Secrets and people are to be taken out before a recording is kept. */
const recordedAnswer = z.strictObject({
  service: z.string().min(1).describe("Dịch vụ của cổng, hoặc login. Portal service, or `login`."),
  dossierCode: z.string().optional().describe("Chỉ khi dữ liệu có hồ sơ này. Only for calls about this dossier."),
  status: z.int().min(200).max(599).default(200).describe("Mã HTTP. HTTP status."),
  headers: z.record(z.string(), z.string()).default({}).describe("Tiêu đề. Headers."),
  body: z
    .union([z.string(), z.record(z.string(), z.unknown())])
    .describe("Nội dung: văn bản đúng như đã nhận, hoặc JSON. Text exactly as received, or JSON."),
});

/** A recording: answers in the order they were given. */
export const recording = z.strictObject({
  description: z.string().min(1).describe("Ghi lại tình huống nào. What was recorded."),
  answers: z.array(recordedAnswer).min(1),
});

/** A call that no recorded answer fits: the recording is not of this conversation. */
export const UNRECORDED_STATUS = 501;

/**
 * Handlers that give the recorded answers, each once, in order, to the calls they fit; the last one that fits is given
 * again and again. A call nothing fits is answered 501 with what was asked, so that a test shows the gap.
 *
 * @example
 * const server = setupServer(...recordedAnswerHandlers("http://portal.test", JSON.parse(readFileSync(file, "utf8"))));
 */
export function recordedAnswerHandlers(baseUrl: string, input: unknown): HttpHandler[] {
  const { answers } = recording.parse(input);
  const used = new Set<number>();
  return [
    http.post(`${new URL(baseUrl).origin}/*`, async ({ request }) => {
      const text = await request.text();
      const service = request.url.includes("mapi/login") ? "login" : serviceIn(text);
      const fitting = answers
        .map((answer, index) => ({ answer, index }))
        .filter(
          ({ answer }) =>
            answer.service === service && (answer.dossierCode === undefined || text.includes(answer.dossierCode)),
        );
      const chosen = fitting.find(({ index }) => !used.has(index)) ?? fitting.at(-1);
      if (chosen === undefined) return new HttpResponse(`unrecorded call: ${service}`, { status: UNRECORDED_STATUS });
      used.add(chosen.index);
      const { status, headers, body } = chosen.answer;
      return typeof body === "string"
        ? new HttpResponse(body, { status, headers })
        : HttpResponse.json(body as Record<string, string>, { status, headers });
    }),
  ];
}

function serviceIn(body: string): string {
  return /"service":\s*"([^"]+)"/.exec(body)?.[1] ?? "?";
}
