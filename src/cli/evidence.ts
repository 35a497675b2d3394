import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { Fault } from "#core/fault.ts";
import { readSecret } from "../config/secret-sources.ts";
import type { Command } from "./command.ts";

const usage = `lienthong evidence CODE [--to URL] [--key KEY] [--out FILE]

Lấy gói bằng chứng (ASiC-E) của một hồ sơ từ gateway đang chạy. Kiểm tra bằng: lienthong verify TỆP --trust CA.pem
Fetches the evidence container (ASiC-E) of a dossier from a running gateway. Verify it with: lienthong verify FILE --trust CA.pem

  --to URL    địa chỉ gateway, mặc định http://127.0.0.1:8080          the gateway
  --key KEY   khóa API có quyền operate; mặc định BOOTSTRAP_API_KEY    API key with the right operate
  --out FILE  tệp ghi ra, mặc định CODE.asice                          file to write

Phong bì theo lô chứa cả hồ sơ của người khác: giữ tệp này như giữ hồ sơ gốc.
Batch envelopes hold other people's dossiers: keep the file as you keep the dossiers themselves.
`;

/** The command `lienthong evidence`. */
export const command: Command = {
  name: "evidence",
  summary: { vi: "lấy gói bằng chứng của một hồ sơ", en: "fetch the evidence container of a dossier" },
  usage,

  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { to: { type: "string" }, key: { type: "string" }, out: { type: "string" } },
    });
    const [code, more] = positionals;
    if (code === undefined || more !== undefined)
      throw new Fault("usage", { vi: "Cho đúng một mã hồ sơ.", en: "Give one dossier code." });
    const key = values.key ?? readSecret("BOOTSTRAP_API_KEY", io.env);
    if (key === undefined)
      throw new Fault("usage", { vi: "Thiếu --key hoặc BOOTSTRAP_API_KEY.", en: "Give --key or BOOTSTRAP_API_KEY." });
    const answer = await ask(values.to ?? "http://127.0.0.1:8080", code, key, io.signal);
    if (!answer.ok) {
      io.stderr.write(`${await refusalIn(answer)}\n`);
      return 1;
    }
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const path = values.out ?? `${code.replaceAll(/[^\w.-]/g, "_")}.asice`;
    writeOut(path, bytes);
    io.stdout.write(`${path}: ${bytes.length} byte\n`);
    return 0;
  },
};

async function ask(url: string, code: string, key: string, signal: AbortSignal): Promise<Response> {
  try {
    const address = new URL(`/v1/dossiers/${encodeURIComponent(code)}/evidence`, url);
    return await fetch(address, { headers: { Authorization: `Bearer ${key}` }, signal });
  } catch (cause) {
    const text = { vi: "Không kết nối được gateway; kiểm tra --to.", en: "The gateway cannot be reached; check --to." };
    throw new Fault("usage", text, { cause });
  }
}

async function refusalIn(answer: Response): Promise<string> {
  const isProblem = answer.headers.get("Content-Type")?.startsWith("application/problem+json") === true;
  if (!isProblem) return `HTTP ${answer.status}`;
  const { title, detail } = (await answer.json()) as { readonly title: string; readonly detail: string };
  return `${answer.status} ${title}: ${detail}`;
}

function writeOut(path: string, bytes: Uint8Array): void {
  try {
    // Personal data: for the owner alone.
    writeFileSync(path, bytes, { mode: 0o600 });
  } catch (cause) {
    throw new Fault("usage", { vi: `Không ghi được ${path}.`, en: `${path} cannot be written.` }, { cause });
  }
}
