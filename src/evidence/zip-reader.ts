import { crc32, inflateRawSync } from "node:zlib";

/** Bounds on a zip somebody hands in. */
export interface ZipLimits {
  /** Of the zip, and of all its files unpacked. */
  readonly bytes: number;
  readonly files: number;
}

/** Why a zip is not read. A code never changes once published. */
export type ZipRefusal =
  | "zip-malformed"
  | "zip-too-large"
  | "zip-name-unsafe"
  | "zip-name-twice"
  | "zip-unsupported"
  | "zip-corrupt";

export class ZipRefused extends Error {
  override readonly name = "ZipRefused";
  readonly reason: ZipRefusal;
  readonly detail: string;

  constructor(reason: ZipRefusal, detail: string) {
    super(`${reason}: ${detail}`);
    this.reason = reason;
    this.detail = detail;
  }
}

/** A file of a zip, unpacked. */
export interface ZipFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly isStored: boolean;
  /** Bytes of the extra field before its content. */
  readonly extra: number;
}

const endLength = 22;
const signature = { local: 0x04034b50, central: 0x02014b50, end: 0x06054b50, descriptor: 0x08074b50 };
const [encrypted, descriptor, utf8] = [0x0001, 0x0008, 0x0800];

/** What the central directory says of a file. */
interface Entry {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly at: number;
}

/**
 * Reads a zip in which every byte has one meaning: files one after another without gaps, then the directory, then the end;
 * what a file says of itself and what the directory says of it agree; names are safe and no two are the same on any file
 * system. What unpacks to more than is declared, or than the limit, is refused before it is unpacked.
 *
 * @throws ZipRefused
 */
export function readZip(bytes: Uint8Array, limits: ZipLimits): ZipFile[] {
  if (bytes.length > limits.bytes) throw new ZipRefused("zip-too-large", `${bytes.length} > ${limits.bytes}`);
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = readDirectory(zip, limits);
  requireOwnNames(entries);
  const total = entries.reduce((sum, { size }) => sum + size, 0);
  if (total > limits.bytes) throw new ZipRefused("zip-too-large", `${total} > ${limits.bytes}`);
  let at = 0;
  const files = entries
    .toSorted((a, b) => a.at - b.at)
    .map((entry) => {
      if (entry.at !== at) throw new ZipRefused("zip-malformed", `a gap or an overlap before ${entry.name}`);
      const { end, ...file } = readEntry(zip, entry);
      at = end;
      return file;
    });
  if (at !== zip.readUInt32LE(zip.length - endLength + 16)) throw new ZipRefused("zip-malformed", "bytes of no file");
  return files;
}

function readDirectory(zip: Buffer, limits: ZipLimits): Entry[] {
  const end = zip.length - endLength;
  const isEnd = end >= 0 && zip.readUInt32LE(end) === signature.end && zip.readUInt16LE(end + 20) === 0;
  if (!isEnd) throw new ZipRefused("zip-malformed", "no end, or bytes behind it");
  const [disk, directoryDisk, here, count] = [4, 6, 8, 10].map((offset) => zip.readUInt16LE(end + offset));
  if (disk !== 0 || directoryDisk !== 0 || here !== count) throw new ZipRefused("zip-unsupported", "several disks");
  const [length, start] = [zip.readUInt32LE(end + 12), zip.readUInt32LE(end + 16)];
  if (start + length !== end) throw new ZipRefused("zip-malformed", "the directory does not end where it should");
  if ((count ?? 0) > limits.files) throw new ZipRefused("zip-too-large", `${count ?? 0} files > ${limits.files}`);
  const entries: Entry[] = [];
  let at = start;
  while (at < end) {
    if (at + 46 > end || zip.readUInt32LE(at) !== signature.central) throw new ZipRefused("zip-malformed", "directory");
    const [nameLength = 0, extraLength = 0, commentLength = 0] = [28, 30, 32].map((o) => zip.readUInt16LE(at + o));
    const next = at + 46 + nameLength + extraLength + commentLength;
    if (next > end) throw new ZipRefused("zip-malformed", "directory");
    entries.push({
      name: nameOf(zip.subarray(at + 46, at + 46 + nameLength)),
      flags: zip.readUInt16LE(at + 8),
      method: zip.readUInt16LE(at + 10),
      crc: zip.readUInt32LE(at + 16),
      packed: zip.readUInt32LE(at + 20),
      size: zip.readUInt32LE(at + 24),
      at: zip.readUInt32LE(at + 42),
    });
    at = next;
  }
  if (entries.length !== count) throw new ZipRefused("zip-malformed", "the directory has another number of files");
  return entries;
}

function nameOf(bytes: Uint8Array): string {
  let name: string;
  try {
    name = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new ZipRefused("zip-name-unsafe", "not UTF-8");
  }
  const segments = name.split("/");
  const isSafe =
    name.length <= 200 &&
    !/[\p{C}\\:*?"<>|]/u.test(name) &&
    segments.every((segment) => segment !== "" && segment !== "." && segment !== "..");
  if (!isSafe) throw new ZipRefused("zip-name-unsafe", JSON.stringify(name.slice(0, 200)));
  return name;
}

/** Also where a file system takes upper and lower case, or two spellings of a letter, for the same. */
function requireOwnNames(entries: readonly Entry[]): void {
  const seen = new Set<string>();
  for (const { name } of entries) {
    const folded = name.normalize("NFC").toLowerCase();
    if (seen.has(folded)) throw new ZipRefused("zip-name-twice", name);
    seen.add(folded);
  }
}

function readEntry(zip: Buffer, entry: Entry): ZipFile & { readonly end: number } {
  const { name, at, flags, method, packed, size, crc } = entry;
  if (at + 30 > zip.length || zip.readUInt32LE(at) !== signature.local) throw new ZipRefused("zip-malformed", name);
  if ((flags & encrypted) !== 0 || (flags & ~(descriptor | utf8 | 0x0006)) !== 0 || ![0, 8].includes(method))
    throw new ZipRefused("zip-unsupported", name);
  const [nameLength, extra] = [zip.readUInt16LE(at + 26), zip.readUInt16LE(at + 28)];
  const start = at + 30 + nameLength + extra;
  const end = start + packed;
  if (end > zip.length) throw new ZipRefused("zip-malformed", name);
  const later = (flags & descriptor) !== 0;
  const stated = [14, 18, 22].map((offset) => zip.readUInt32LE(at + offset));
  const agrees =
    zip.readUInt16LE(at + 6) === flags &&
    zip.readUInt16LE(at + 8) === method &&
    zip.subarray(at + 30, at + 30 + nameLength).equals(Buffer.from(name)) &&
    [crc, packed, size].every((value, index) => stated[index] === value || (later && stated[index] === 0));
  if (!agrees) throw new ZipRefused("zip-malformed", `the directory says something else of ${name}`);
  const bytes = unpack(zip.subarray(start, end), entry);
  if (crc32(bytes) !== crc) throw new ZipRefused("zip-corrupt", name);
  return { name, bytes, isStored: method === 0, extra, end: later ? afterDescriptor(zip, end, entry) : end };
}

function unpack(packed: Buffer, { name, method, size }: Entry): Uint8Array {
  if (method === 0) {
    if (packed.length !== size) throw new ZipRefused("zip-malformed", name);
    return packed;
  }
  let bytes: Buffer;
  try {
    bytes = inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) });
  } catch (error) {
    const tooMuch = error instanceof RangeError && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE";
    throw new ZipRefused(tooMuch ? "zip-too-large" : "zip-corrupt", name);
  }
  if (bytes.length !== size) throw new ZipRefused("zip-malformed", name);
  return bytes;
}

/** Where the data descriptor ends that some writers put behind a file. */
function afterDescriptor(zip: Buffer, at: number, { name, crc, packed, size }: Entry): number {
  const marked = at + 16 <= zip.length && zip.readUInt32LE(at) === signature.descriptor;
  const start = marked ? at + 4 : at;
  const fits = start + 12 <= zip.length;
  if (!fits || ![crc, packed, size].every((value, index) => zip.readUInt32LE(start + index * 4) === value))
    throw new ZipRefused("zip-malformed", `behind ${name}`);
  return start + 12;
}
