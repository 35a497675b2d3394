import { type KeyObject, sign } from "node:crypto";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { DEMO_KEY_PASSWORD } from "../../src/signing/trust/demo-certificate.ts";
import { readKeyFile } from "../../src/signing/keys/key-file.ts";
import type { FileSigningKey } from "../../src/signing/keys/signing-key.ts";
import { batchStatement, readBatchValue } from "../../src/signing/containers/batch/batch-value.ts";
import { createSigner, signingProfiles } from "../../src/signing/signers/signing-profiles.ts";
import type { CommandIo } from "../../src/cli/command.ts";
import type { Measure } from "./measure.ts";
import { peerChecks, rateOfXmlsec1, signingPeers } from "./signing-peers.ts";

const KEY = fileURLToPath(new URL("../../certs.example/signing.p12", import.meta.url));
const signAsync = promisify(sign);
/** Odd, so that one of them is the median. */
const ROUNDS = 15;
const AT_ONCE = 8;

/** One row: somebody signs, somebody else checks. */
interface Contestant {
  readonly name: string;
  readonly sign: () => Promise<unknown>;
  /** Name of the checker, and the check of one signature. */
  readonly checked?: readonly [by: keyof typeof peerChecks, check: (signature: unknown) => Promise<boolean>];
  /** Calls under way at once; some where nothing is said. */
  readonly lanes?: number;
}

/**
 * Signatures per second over 4 KB and 64 KB with one RSA-2048 key: every profile of ours beside the bare key and other
 * people's libraries, each signature of ours checked by somebody else.
 */
export async function benchSigning(seconds: number, io: CommandIo): Promise<Measure[]> {
  const now = new Date();
  const key = readKeyFile({ path: KEY, password: DEMO_KEY_PASSWORD, now });
  const measures: Measure[] = [];
  for (const size of [4096, 65_536]) {
    const group = `ký / sign ${size / 1024} KB`;
    const body = bodyOfSize(size);
    const everybody = [bareKey(key, body), ...(await contestants(key, body, now))];
    const verdicts = new Map<Contestant, string>();
    for (const one of everybody) verdicts.set(one, await verdictOn(one));
    const results = await medians(everybody, seconds, io);
    const bare = results[0]?.rate ?? 0;
    const peerKey = { privateKey: key.privateKey, certificate: key.chain[0] };
    everybody.forEach((one, index) => {
      const { rate, ratio, processor } = results[index] ?? { rate: 0, ratio: 0, processor: 0 };
      const note = share(ratio, `${processor} µs CPU`, verdicts.get(one) ?? "");
      measures.push({ group, name: one.name, value: Math.round(rate), unit: "/s", ...(index > 0 && { note }) });
    });
    const xmlsec1 = findProgram("xmlsec1", io.env);
    if (xmlsec1 !== undefined && !io.signal.aborted) {
      const value = rateOfXmlsec1(xmlsec1, peerKey, body, Math.ceil(400 * seconds));
      const note = share(value / bare, "một luồng / one thread");
      measures.push({ group, name: "xmlsec1: XMLDSig", value: Math.round(value), unit: "/s", note });
    }
  }
  return measures;
}

async function contestants(key: FileSigningKey, body: Buffer, now: Date): Promise<readonly Contestant[]> {
  const peerKey: { privateKey: KeyObject; certificate: FileSigningKey["chain"][0] } = {
    privateKey: key.privateKey,
    certificate: key.chain[0],
  };
  const checkedBy = (by: keyof typeof peerChecks): NonNullable<Contestant["checked"]> => [
    by,
    (signature) => (peerChecks[by] as Check)(signature, body, peerKey),
  ];
  const checkers = { jws: "jose", cms: "pkijs" } as const;
  const ours = signingProfiles.map((profile): Contestant => {
    const signer = createSigner({ profile, key });
    const [by, check] = checkedBy(profile === "jws" || profile === "cms" ? checkers[profile] : "xadesjs");
    const decoded = (value: string): unknown => {
      if (profile === "jws") return value;
      const bytes = Buffer.from(value, "base64");
      return profile === "cms" ? bytes : bytes.toString();
    };
    return {
      name: `lienthong: ${profile}`,
      sign: async () => (await signer.sign(body, now)).value,
      checked: [by, (value) => check(decoded(value as string))],
    };
  });
  const peers = await signingPeers(peerKey, body);
  return [...ours, batchOf(key, body, peerKey, now), ...peers];
}

/** Envelopes that come at once under one signature, whose JSON somebody else checks. */
function batchOf(key: FileSigningKey, body: Buffer, peerKey: object, now: Date): Contestant {
  const lanes = 64;
  const batch = { maxSize: lanes, maxWaitMs: 0, wait: async () => undefined };
  const signer = createSigner({ profile: "jws-batch", key, batch });
  const check = peerChecks.jose as Check;
  return {
    name: `lienthong: jws-batch, ${lanes} cùng lúc / at once`,
    lanes,
    sign: async () => (await signer.sign(body, now)).value,
    checked: [
      "jose",
      async (value) => {
        const read = readBatchValue(value as string);
        return read !== undefined && check(read.signature, batchStatement(read), peerKey);
      },
    ],
  };
}

type Check = (signature: unknown, body: Uint8Array, key: unknown) => Promise<boolean>;

/** @throws Error when somebody else does not accept the signature: then its speed says nothing */
async function verdictOn({ name, sign: signOnce, checked }: Contestant): Promise<string> {
  if (checked === undefined) return "";
  const [by, check] = checked;
  if (!(await check(await signOnce()))) throw new Error(`${by} refuses what ${name} signed`);
  return `✓ ${by}`;
}

function share(ratio: number, ...remarks: readonly string[]): string {
  return [`${ratio.toFixed(2)} × khóa trần / bare`, ...remarks.filter((remark) => remark !== "")].join(", ");
}

/** Dossiers in JSON, cut where the body has this many bytes: what is signed are octets. */
function bodyOfSize(size: number): Buffer {
  const dossier = { MaHoSo: "H26.107-260518-0123", TenHoSo: "Đăng ký khai sinh cho Mẫu Thị Khang", TrangThai: "2" };
  return Buffer.alloc(size, `${JSON.stringify(dossier)},`);
}

function bareKey({ privateKey }: FileSigningKey, body: Uint8Array): Contestant {
  return { name: "node:crypto: khóa trần / bare key", sign: () => signAsync("sha256", body, privateKey) };
}

/** What one contestant did in all rounds. */
interface Result {
  /** Signatures per second. */
  readonly rate: number;
  /** To the bare key's rate, the first contestant's. */
  readonly ratio: number;
  /** Processor time of one signature on all cores, microseconds. */
  readonly processor: number;
}

/**
 * Medians over many short rounds. In each everybody has a turn, forth and back in alternate rounds, and is compared
 * with the bare key of that round: what else the machine does meanwhile hits all alike, and outliers do not count.
 */
async function medians(everybody: readonly Contestant[], seconds: number, io: CommandIo): Promise<Result[]> {
  const rounds: Turn[][] = [];
  while (rounds.length < ROUNDS && !io.signal.aborted) {
    const turns = everybody.map((): Turn => ({ rate: 0, processor: 0 }));
    const order = [...everybody.entries()];
    for (const [index, one] of rounds.length % 2 === 0 ? order : order.reverse()) {
      turns[index] = await takeTurn(one, seconds / ROUNDS);
    }
    rounds.push(turns);
  }
  return everybody.map((_, index) => ({
    rate: median(rounds.map((turns) => turns[index]?.rate ?? 0)),
    ratio: median(rounds.map((turns) => (turns[index]?.rate ?? 0) / (turns[0]?.rate ?? 0))),
    processor: Math.round(median(rounds.map((turns) => turns[index]?.processor ?? 0))),
  }));
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}

type Turn = Omit<Result, "ratio">;

/** Keeps some calls under way for so many seconds and counts those that ended. */
async function takeTurn({ sign: work, lanes = AT_ONCE }: Contestant, seconds: number): Promise<Turn> {
  const startedAt = performance.now();
  const used = process.cpuUsage();
  const until = startedAt + seconds * 1000;
  let done = 0;
  const lane = async (): Promise<void> => {
    while (performance.now() < until) {
      await work();
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  const { user, system } = process.cpuUsage(used);
  return { rate: (done * 1000) / (performance.now() - startedAt), processor: (user + system) / done };
}

function findProgram(name: string, env: CommandIo["env"]): string | undefined {
  const places = (env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  return places
    .map((folder) => join(folder, name))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false; // not there, or not a program: the next folder
      }
    });
}
