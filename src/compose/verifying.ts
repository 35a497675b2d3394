import { readFile } from "node:fs/promises";
import { Fault } from "#core/fault.ts";
import type { ReceiptRules, SignatureJudge } from "#core/proof/found-signature.ts";
import type { Clock } from "#core/ports/ports.ts";
import type { Config } from "../config/config.ts";
import type { ReceiptsFile, SignedByFile } from "../config/trust-files.ts";
import { isDemoCertificate } from "../signing/trust/demo-certificate.ts";
import { readTrustAnchors } from "../signing/trust/trust-file.ts";
import { createRevocationSource, type RevocationFetch } from "../signing/trust/revocation-source.ts";
import { requireNotRevoked, type RevocationPolicy } from "../signing/trust/revocation.ts";
import { type RefusalReason, refusalOf } from "../signing/refusals/refusal.ts";
import { type CertificationPath, subjectOf } from "../signing/trust/certificate.ts";
import { createSignatureJudge } from "../signing/verify/signature-judge.ts";
import { crlFromFile } from "../signing/trust/crl.ts";

type InboundSignatures = Config["inbound"]["signatures"];

/** Judges what others sign: answers of destinations, and calls from outside. */
export interface Verifying {
  /**
   * @param real the address of the destination, unless it is on this machine
   * @throws Fault `config-invalid` when the CA file cannot be read; `certificate-for-demo-only` when everybody has its keys
   */
  receiptRules(file: ReceiptsFile, real: string | null): ReceiptRules;
  /**
   * The judge of calls from outside; null where nobody has to sign.
   * @param calls names of the calls there are
   * @throws Fault as above, `real` being the portal; `config-invalid` when a call that is to be signed does not exist
   */
  inbound(file: InboundSignatures, real: string | null, calls: readonly string[]): SignatureJudge | null;
  /** What stands against a chain of our own; nothing where nobody is to be asked. */
  revocationDoubts(chain: CertificationPath): Promise<readonly RevocationDoubt[]>;
}

/** What CAs say against a certificate, or why they could not be asked; codes are the verifier's. */
export interface RevocationDoubt {
  readonly code: RefusalReason;
  /** Whose certificate, and since when where that is known. */
  readonly detail: string;
}

/** One memory of what CAs said serves everything that is verified. */
export function createVerifying(parts: {
  readonly config: Pick<Config, "revocation">;
  readonly clock: Clock;
  readonly fetch: RevocationFetch;
}): Verifying {
  const { config, clock, fetch } = parts;
  const revocation = toPolicy(config.revocation, fetch);
  const judgeOf = (name: string, file: SignedByFile, real: string | null): SignatureJudge => {
    const { caFile, signers, profile } = file;
    const trustAnchors = readTrustAnchors(name, caFile);
    if (real !== null && trustAnchors.some((anchor) => isDemoCertificate(anchor))) throw demoOnly(name, caFile, real);
    return createSignatureJudge({
      trustAnchors,
      signers: signers.map((one) => ("subject" in one ? one : { sha256: one.fingerprint })),
      clock,
      ...(profile !== undefined && { profile }),
      ...(revocation !== undefined && { revocation }),
    });
  };
  return {
    receiptRules: ({ require, ...file }, real) => ({ require, judge: judgeOf("receipts.caFile", file, real) }),
    inbound(file, real, calls) {
      if (file === undefined) return null;
      // A name nobody calls would leave the call that was meant open to everybody.
      const unknown = file.calls?.find((name) => !calls.includes(name));
      if (unknown !== undefined) throw noSuchCall(unknown, calls);
      return judgeOf("inbound.signatures.caFile", file, real);
    },
    async revocationDoubts(chain) {
      if (revocation === undefined) return [];
      const now = new Date(clock.now());
      // Whoever has no issuer at hand cannot be asked after, unless it is a root.
      const [top = chain[0]] = chain.slice(-1);
      const alone = top.checkIssued(top) ? [] : [subjectOf(top)];
      try {
        const policy = { ...revocation, whenUnreachable: "accept-with-warning" } as const;
        const unanswered = await requireNotRevoked(chain, { policy, now, provenAt: undefined, allowSha1: false });
        return [...unanswered, ...alone].map((detail) => ({ code: "revocation-unreachable", detail }));
      } catch (error) {
        const { reason: code, detail = subjectOf(chain[0]) } = refusalOf(error);
        return [{ code, detail }];
      }
    },
  };
}

function toPolicy(file: Config["revocation"], fetch: RevocationFetch): RevocationPolicy | undefined {
  if (file === undefined) return undefined;
  const { hosts, ocspUrls, crlUrls, crlFiles, whenUnreachable, ...bounds } = file;
  const hourMs = 3_600_000;
  const source = createRevocationSource({
    fetch,
    hosts,
    ocspUrls,
    crlUrls,
    lists: crlFiles.map((path) => async () => crlFromFile(await readFile(path))),
    limits: {
      timeoutMs: bounds.timeoutMs,
      largestBytes: bounds.maxListBytes,
      listBytes: bounds.cacheBytes,
      maxAgeMs: bounds.maxAgeHours * hourMs,
      ocspMaxAgeMs: bounds.ocspMaxAgeHours * hourMs,
    },
  });
  return { source, whenUnreachable: whenUnreachable === "fail" ? "refuse" : "accept-with-warning" };
}

function demoOnly(name: string, path: string, real: string): Fault {
  return new Fault("certificate-for-demo-only", {
    vi: `${path} (${name}) là CA thử nghiệm công khai: ai cũng ký được câu trả lời thay ${real}. Dùng CA thật.`,
    en: `${path} (${name}) is the published demo CA: anybody could sign answers in the name of ${real}. Use the real CA.`,
  });
}

function noSuchCall(name: string, calls: readonly string[]): Fault {
  return new Fault("config-invalid", {
    vi: `CONFIG_FILE, inbound.signatures.calls: không có lời gọi «${name}». Các lời gọi: ${calls.join(", ")}.`,
    en: `CONFIG_FILE, inbound.signatures.calls: there is no call "${name}". Calls: ${calls.join(", ")}.`,
  });
}
