import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { FoundSignature, Receipt, SignatureJudge } from "#core/proof/found-signature.ts";
import type { Handover } from "#core/sector/inbound-call.ts";

/** Which calls from outside have to be signed, and who judges that. */
export interface CallSignatures {
  readonly judge: SignatureJudge;
  /** Names of calls; absent: all. */
  readonly calls?: readonly string[] | undefined;
  readonly maxAgeMinutes: number;
}

type SignatureRefused = Extract<Handover, { readonly kind: "signature-refused" }>;

/** What a call's signature comes to: nobody asked for one, it holds, or how the caller is refused. */
export type JudgedCall =
  | { readonly ok: true; readonly signed: Receipt | null }
  | { readonly ok: false; readonly status: ContentfulStatusCode; readonly handover: SignatureRefused };

/** Judges the signature of a call over the exact bytes of its body, where the configuration demands one. */
export async function judgeCall(
  rules: CallSignatures | null,
  {
    call,
    headers,
    body,
    now,
  }: { readonly call: string; readonly headers: Headers; readonly body: Uint8Array; readonly now: number },
): Promise<JudgedCall> {
  if (rules === null || rules.calls?.includes(call) === false) return { ok: true, signed: null };
  const notBefore = new Date(now - rules.maxAgeMinutes * 60_000);
  const signature = await rules.judge({ headers, body, notBefore });
  if (signature?.finding.verdict === "verified") return { ok: true, signed: { body, signature } };
  return { ok: false, status: statusOf(signature), handover: refusalOf(signature) };
}

/** Not known who; known, but not allowed; or known once the CA answers again. */
function statusOf(signature: FoundSignature | null): ContentfulStatusCode {
  const code = signature?.finding.verdict === "refused" ? signature.finding.code : "";
  if (code === "revocation-unreachable") return 503;
  return code === "signer-unexpected" ? 403 : 401;
}

function refusalOf(signature: FoundSignature | null): SignatureRefused {
  if (signature === null || signature.finding.verdict === "verified") {
    return {
      kind: "signature-refused",
      code: "signature-missing",
      message: "Lời gọi này phải kèm chữ ký số của bên gọi trên đúng nội dung.",
      messageEn: "This call needs the caller's signature over its exact content.",
    };
  }
  const { code, text } = signature.finding;
  return { kind: "signature-refused", code, message: text.vi, messageEn: text.en };
}
