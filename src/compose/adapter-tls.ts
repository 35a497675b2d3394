import { createPrivateKey, type KeyObject } from "node:crypto";
import { readFileSync } from "node:fs";
import { Fault } from "#core/fault.ts";
import type { Config } from "../config/config.ts";
import type { TransportTls } from "../destinations/wires/http-transport.ts";
import { issuersOf } from "../signing/keys/signing-key.ts";
import { requireUsable } from "../signing/trust/own-chain.ts";
import { readTrustAnchors } from "../signing/trust/trust-file.ts";

/**
 * The certificates of the line to the adapter, as PEM. The gateway's own is looked at as the adapter will look at it: what
 * would be refused there is said at the start, and not by every dossier that does not arrive.
 * @throws Fault `config-missing` when a file cannot be read; `config-invalid` when it holds no certificate;
 * `key-unreadable`, `key-mismatch`, `certificate-refused` for the gateway's own
 */
export function readAdapterTls({ ca, cert, key }: Config["portal"]["tlsFiles"], now: Date): TransportTls {
  const trusted = ca === undefined ? {} : { ca: textOf(ca) };
  if (ca !== undefined) readTrustAnchors("portal.caFile", ca);
  if (cert === undefined || key === undefined) return trusted;
  const own = { cert: textOf(cert), key: textOf(key) };
  const certificates = readTrustAnchors("portal.tlsCertificateFile", cert);
  const privateKey = readPrivateKey(key, own.key);
  // TLS sends the certificate that belongs to the key first, so that is where it has to stand.
  const [leaf] = certificates;
  if (leaf === undefined || !leaf.checkPrivateKey(privateKey)) {
    throw new Fault("key-mismatch", {
      vi: `Khóa ${key} (portal.tlsKeyFile) không thuộc chứng thư đứng đầu ${cert} (portal.tlsCertificateFile).`,
      en: `The key ${key} (portal.tlsKeyFile) does not belong to the first certificate in ${cert} (portal.tlsCertificateFile).`,
    });
  }
  requireUsable([leaf, ...issuersOf(leaf, certificates)], now, "tls-client", cert);
  return { ...trusted, ...own };
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    const text = { vi: `Không đọc được tệp TLS ${path}.`, en: `The TLS file ${path} cannot be read.` };
    throw new Fault("config-missing", text, { cause });
  }
}

function readPrivateKey(path: string, pem: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch (cause) {
    const text = {
      vi: `Tệp ${path} (portal.tlsKeyFile) không phải khóa PEM đọc được, hoặc có mật khẩu.`,
      en: `${path} (portal.tlsKeyFile) is not a readable PEM key, or is protected by a password.`,
    };
    throw new Fault("key-unreadable", text, { cause });
  }
}
