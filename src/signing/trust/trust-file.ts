import type { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { Fault } from "#core/fault.ts";
import { readPem } from "../keys/pem.ts";

/**
 * The CAs of a PEM file that the configuration names.
 *
 * @param setting the setting that names it, for whoever has to correct it
 * @throws Fault `config-invalid`
 */
export function readTrustFile(setting: string, path: string): readonly X509Certificate[] {
  try {
    const { certificates } = readPem(readFileSync(path, "utf8"), undefined);
    if (certificates.length > 0) return certificates;
    throw new RangeError("no certificate");
  } catch (cause) {
    throw new Fault(
      "config-invalid",
      {
        vi: `Không đọc được chứng thư nào trong ${path} (${setting}).`,
        en: `No certificate can be read from ${path} (${setting}).`,
      },
      { cause },
    );
  }
}
