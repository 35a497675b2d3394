import { readFileSync } from "node:fs";
import { verify, X509Certificate } from "node:crypto";

import { Fault } from "#core/fault.ts";

import { readPem } from "../pem-keys.ts";
import { isInForce } from "../../trust/certificate.ts";
import { issuersOf, requireAcceptable, type SigningKey } from "../signing-key.ts";
import { type KeyAddress, readKeyAddress } from "./key-address.ts";
import { derInteger, derSequence } from "../../der/write-der.ts";
import { certificateMissing, certificateOfAnotherKey, troubleAtStart } from "./token-faults.ts";
import { type OpenedKey, trialBytes } from "./token-messages.ts";
import { openTokenModule, type TokenModule, type TokenOptions } from "./token-module.ts";
import { TokenTrouble } from "./token-trouble.ts";

/** A key in a token, as the configuration names it. */
interface TokenKeySource {
  /** PKCS#11 URI (RFC 7512). */
  readonly path: string;
  /** The PIN, unless the address says which file it is in. Never appears in a message. */
  readonly password: string | undefined;
}

/** Opens keys that stay where they are. */
interface TokenKeys extends AsyncDisposable {
  /** In the order of the sources. */
  readonly keys: readonly SigningKey[];
}

type Located = { readonly address: KeyAddress; readonly pin: string | undefined };

/**
 * Opens keys in PKCS#11 tokens. Keys behind one module share its threads. That a certificate belongs to its key is told by
 * a trial signature.
 *
 * @throws Fault `config-invalid`, `config-missing` (PIN or certificate file), `key-driver-missing`, `key-module-unusable`,
 * `key-token-missing`, `key-pin-refused`, `key-not-found`, `key-certificate-missing`, `key-mismatch`, `key-unreadable`,
 * `key-away`
 */
export async function openTokenKeys(sources: readonly TokenKeySource[], options: TokenOptions): Promise<TokenKeys> {
  const located = sources.map(locate);
  await using stack = new AsyncDisposableStack();
  const keys = new Map<Located, SigningKey>();
  for (const [modulePath, ofModule] of Map.groupBy(located, ({ address }) => address.modulePath)) {
    const module = stack.use(await openModule(modulePath, ofModule, options));
    ofModule.forEach((one, index) => {
      const opened = module.opened[index];
      if (opened !== undefined)
        keys.set(
          one,
          toSigningKey(one, chainOf(one, opened, new Date(options.clock.now())), (bytes) => module.sign(index, bytes)),
        );
    });
  }
  const owned = stack.move();
  return {
    keys: located.flatMap((one) => keys.get(one) ?? []),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

function locate({ path, password }: TokenKeySource): Located {
  const address = readKeyAddress(path);
  if (address.pinFile === undefined) return { address, pin: password };
  if (password !== undefined) {
    throw new Fault("config-invalid", {
      vi: `Mã PIN của «${address.name}» được khai báo hai nơi: pin-source và biến mật khẩu. Hãy bỏ một nơi, để không thử nhầm mã PIN cũ.`,
      en: `The PIN of "${address.name}" is given in two places: pin-source and the password variable. Remove one, so that no outdated PIN is tried.`,
    });
  }
  return { address, pin: readBeside(address.pinFile, "pin-source").replace(/\r?\n$/, "") };
}

async function openModule(
  modulePath: string,
  ofModule: readonly Located[],
  options: TokenOptions,
): Promise<TokenModule> {
  const known = new Map<number, X509Certificate>();
  const now = new Date(options.clock.now());
  /** At the first opening a key finds its certificate; from then on it must be the same key. */
  const check = (opened: readonly OpenedKey[]): void => {
    ofModule.forEach((one, index) => {
      const found = opened[index];
      if (found === undefined) return;
      const certificate = known.get(index);
      if (certificate === undefined) known.set(index, chainOf(one, found, now)[0]);
      else if (!isSignedFor(certificate, found.trial)) throw certificateOfAnotherKey(one.address.name);
    });
  };
  try {
    return await openTokenModule(modulePath, ofModule, check, options);
  } catch (error) {
    if (!(error instanceof TokenTrouble)) throw error;
    const [first] = ofModule;
    const { name } = (ofModule[error.key ?? 0] ?? first)?.address ?? { name: modulePath };
    throw troubleAtStart(name, modulePath, error);
  }
}

function toSigningKey(
  one: Located,
  chain: SigningKey["chain"],
  sign: (bytes: Uint8Array) => Promise<Buffer>,
): SigningKey {
  const [{ publicKey }] = chain;
  const isEc = publicKey.asymmetricKeyType === "ec";
  return {
    path: one.address.name,
    publicKey,
    chain,
    sign: async (bytes, form) => {
      const signature = await sign(bytes);
      return isEc && form === "der" ? ecdsaSigValue(signature) : signature;
    },
  };
}

/** r and s side by side, as a token gives an ECDSA signature, to ASN.1 `Ecdsa-Sig-Value` (RFC 3279, section 2.2.3). */
function ecdsaSigValue(signature: Buffer): Buffer {
  const half = signature.length / 2;
  return derSequence(derInteger(signature.subarray(0, half)), derInteger(signature.subarray(half)));
}

/**
 * The key's certificate and its issuers. Of several that fit, as after a renewal, the one in force that lasts longest.
 *
 * @throws Fault `key-certificate-missing`, `key-mismatch`, `key-unreadable`, `config-missing`
 */
function chainOf({ address }: Located, { certificates, trial }: OpenedKey, now: Date): SigningKey["chain"] {
  const onToken = certificates.map(({ der, isOfKey }) => ({ certificate: new X509Certificate(der), isOfKey }));
  const inFile = address.certificateFile === undefined ? [] : certificatesIn(address.certificateFile);
  const candidates = [...onToken.filter(({ isOfKey }) => isOfKey).map(({ certificate }) => certificate), ...inFile];
  if (candidates.length === 0) throw certificateMissing(address.name);
  const leaf = candidates
    .toSorted(
      (a, b) =>
        Number(isInForce(b, now)) - Number(isInForce(a, now)) || b.validToDate.getTime() - a.validToDate.getTime(),
    )
    .find((certificate) => isSignedFor(certificate, trial));
  if (leaf === undefined) throw certificateOfAnotherKey(address.name);
  requireAcceptable(address.name, leaf.publicKey);
  const all = [...onToken.map(({ certificate }) => certificate), ...inFile].filter(({ raw }) => !raw.equals(leaf.raw));
  return [leaf, ...issuersOf(leaf, all)];
}

function isSignedFor({ publicKey }: X509Certificate, trial: Uint8Array): boolean {
  if (!["rsa", "ec"].includes(publicKey.asymmetricKeyType ?? "")) return false;
  return verify("sha256", trialBytes, { key: publicKey, dsaEncoding: "ieee-p1363" }, trial);
}

function certificatesIn(path: string): readonly X509Certificate[] {
  const text = readBeside(path, "lienthong-certificates");
  try {
    const { certificates } = readPem(text, undefined);
    if (certificates.length > 0) return certificates;
    throw new RangeError("no certificate");
  } catch (cause) {
    const said = {
      vi: `Tệp «${path}» (lienthong-certificates) không chứa chứng thư số PEM đọc được.`,
      en: `"${path}" (lienthong-certificates) holds no PEM certificate that can be read.`,
    };
    throw new Fault("key-certificate-missing", said, { cause });
  }
}

function readBeside(path: string, attribute: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    const said = {
      vi: `Không đọc được tệp «${path}» (${attribute} trong SIGNING_KEY).`,
      en: `"${path}" (${attribute} in SIGNING_KEY) cannot be read.`,
    };
    throw new Fault("config-missing", said, { cause });
  }
}
