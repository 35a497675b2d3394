import { isAbsolute } from "node:path";
import { fileURLToPath } from "node:url";

import { Fault } from "#core/fault.ts";

/** Which key of which token of which module: a PKCS#11 URI (RFC 7512), read. */
export interface KeyAddress {
  /** The URI without its query: names the key in messages and logs. */
  readonly name: string;
  readonly modulePath: string;
  readonly token: TokenMatch;
  /** `CKA_LABEL` of the private key. */
  readonly object?: string;
  /** `CKA_ID` of the private key. */
  readonly id?: Uint8Array;
  /** File with the PIN. */
  readonly pinFile?: string;
  /** PEM file with certificates that are not on the token. */
  readonly certificateFile?: string;
}

/** What the token says of itself; all that is given must be so. */
export interface TokenMatch {
  readonly label?: string;
  readonly manufacturer?: string;
  readonly model?: string;
  readonly serial?: string;
  readonly slotId?: number;
}

/** Attribute of ours in the query: RFC 7512 leaves room for those of applications (section 2.3). */
export const CERTIFICATE_FILE = "lienthong-certificates";

const pathAttributes = ["token", "manufacturer", "model", "serial", "slot-id", "object", "id", "type"];
const queryAttributes = ["module-path", "pin-source", CERTIFICATE_FILE];

/** Whether a value of `SIGNING_KEY` names a key in a token rather than a file (RFC 7512, section 2.3). */
export function isKeyAddress(path: string): boolean {
  return /^pkcs11:/i.test(path);
}

/**
 * Reads a PKCS#11 URI (RFC 7512).
 *
 * @example
 * readKeyAddress("pkcs11:token=So%20Noi%20vu;object=ky?module-path=/usr/lib/softhsm/libsofthsm2.so&pin-source=file:/run/pin")
 *
 * @throws Fault `config-invalid`, which never repeats the value of an attribute
 */
export function readKeyAddress(uri: string): KeyAddress {
  const [, path = "", query = ""] = /^pkcs11:([^?]*)\??(.*)$/is.exec(uri) ?? [];
  const inPath = readAttributes(path, ";", pathAttributes);
  const inQuery = readAttributes(query, "&", queryAttributes);

  const text = (name: string): string | undefined => inPath.get(name)?.toString();
  if (!["private", undefined].includes(text("type"))) throw invalid("type", "chỉ nhận private", "only private signs");
  const modulePath = inQuery.get("module-path")?.toString();
  if (modulePath === undefined || !isAbsolute(modulePath)) {
    const vi = "cần đường dẫn tuyệt đối tới thư viện PKCS#11 (tệp .so) của thiết bị";
    throw invalid("module-path", vi, "the absolute path of the device's PKCS#11 library (a .so file) is needed");
  }
  const [pinFile, certificateFile] = ["pin-source", CERTIFICATE_FILE].map((name) => fileOf(name, inQuery.get(name)));
  return {
    name: `pkcs11:${path}`,
    modulePath,
    token: given({
      label: text("token"),
      manufacturer: text("manufacturer"),
      model: text("model"),
      serial: text("serial"),
      slotId: slotIdOf(text("slot-id")),
    }),
    ...given({ object: text("object"), id: inPath.get("id"), pinFile, certificateFile }),
  };
}

function readAttributes(part: string, separator: string, known: readonly string[]): Map<string, Buffer> {
  const attributes = new Map<string, Buffer>();
  for (const piece of part.split(separator).filter((one) => one !== "")) {
    const at = piece.indexOf("=");
    const name = at < 0 ? piece : piece.slice(0, at);
    if (name === "pin-value") {
      const vi =
        "không ghi mã PIN trong địa chỉ: địa chỉ được in ra nhật ký; dùng pin-source hoặc SIGNING_KEY_PASSWORD";
      throw invalid(name, vi, "no PIN in the address, which is logged; use pin-source or SIGNING_KEY_PASSWORD");
    }
    if (!known.includes(name) || at < 0) throw invalid(name, "không dùng được ở đây", "cannot be used here");
    if (attributes.has(name)) throw invalid(name, "có hai lần", "is there twice");
    attributes.set(name, percentDecoded(name, piece.slice(at + 1)));
  }
  return attributes;
}

/** Percent-decoded octets: an id is any octets, everything else UTF-8. */
function percentDecoded(name: string, value: string): Buffer {
  if (/%(?![0-9a-f]{2})/i.test(value)) throw invalid(name, "có dấu % viết sai", "has a wrong percent-encoding");
  const octets = value.replaceAll(/%[0-9a-f]{2}|[^%]+/gi, (piece) =>
    piece.startsWith("%") ? piece.slice(1) : Buffer.from(piece).toString("hex"),
  );
  return Buffer.from(octets, "hex");
}

/** A path, or a `file:` URI as RFC 7512 has it for `pin-source`. */
function fileOf(name: string, value: Buffer | undefined): string | undefined {
  const text = value?.toString();
  if (text === undefined) return undefined;
  const path = text.startsWith("file:") ? pathOfFileUri(text) : text;
  if (path !== undefined && isAbsolute(path)) return path;
  throw invalid(name, "cần đường dẫn tuyệt đối tới một tệp", "the absolute path of a file is needed");
}

function pathOfFileUri(uri: string): string | undefined {
  const parsed = URL.parse(uri);
  return parsed === null || parsed.host !== "" ? undefined : fileURLToPath(parsed);
}

function slotIdOf(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (!/^\d{1,10}$/.test(value)) throw invalid("slot-id", "cần một số", "a number is needed");
  return Number(value);
}

function given<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

function invalid(attribute: string, vi: string, en: string): Fault {
  return new Fault("config-invalid", {
    vi: `Địa chỉ khóa trong thiết bị (SIGNING_KEY=pkcs11:…) không hợp lệ, thuộc tính «${attribute}»: ${vi}.`,
    en: `The address of the key in hardware (SIGNING_KEY=pkcs11:…) is not valid, attribute "${attribute}": ${en}.`,
  });
}
