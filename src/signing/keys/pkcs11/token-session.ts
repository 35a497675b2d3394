import { hash } from "node:crypto";

import { CKA, CKC, CKF, CKK, CKM, CKO, CKR, CKU, type Attribute, type Pkcs11, returnValueOf } from "./driver.ts";
import { findSlot } from "./find-slot.ts";
import { type KeyToOpen, type OpenedKey, trialBytes } from "./token-messages.ts";
import { TokenTrouble } from "./token-trouble.ts";

/** A session of one thread with one key found in it. */
export interface TokenSession {
  readonly opened: OpenedKey;
  /** SHA-256 with RSASSA-PKCS1-v1_5, or ECDSA with r and s side by side. Throws what the driver throws. */
  sign(bytes: Uint8Array): Buffer;
}

/** Longest signature there is room for: RSA with 8192 bits. */
const longestSignature = 1024;

/** DER of DigestInfo up to the digest, SHA-256 (RFC 8017, section 9.2, note 1). */
const digestInfoStart = Buffer.from("3031300d060960864801650304020105000420", "hex");

/**
 * Opens a session, logs in, finds key and certificates, and tries the key. Everything here blocks its thread.
 *
 * @param wary does not log in where the token says that wrong PINs were entered
 * @throws TokenTrouble
 */
export function openTokenSession(pkcs11: Pkcs11, { address, pin }: KeyToOpen, wary: boolean): TokenSession {
  const { slot, flags } = findSlot(pkcs11, address.token);
  const session = pkcs11.C_OpenSession(slot, CKF.SERIAL_SESSION);
  if ((flags & CKF.LOGIN_REQUIRED) !== 0) login(pkcs11, session, flags, pin, wary);

  const key = findKey(pkcs11, session, address);
  const [keyType = -1, id = Buffer.alloc(0)] = [
    numberOf(pkcs11, session, key, CKA.KEY_TYPE),
    bytesOf(pkcs11, session, key, CKA.ID),
  ];
  const again = numberOf(pkcs11, session, key, CKA.ALWAYS_AUTHENTICATE) === 1;
  const offered = pkcs11.C_GetMechanismList(slot);
  const mechanisms = mechanismsFor(keyType).filter(({ mechanism }) => offered.includes(mechanism));
  if (mechanisms.length === 0) throw new TokenTrouble({ kind: "key-unusable", detail: `key type ${keyType}` });

  const signWith = ({ mechanism, prepare }: SigningMechanism, bytes: Uint8Array): Buffer => {
    pkcs11.C_SignInit(session, { mechanism }, key);
    if (again) pkcs11.C_Login(session, CKU.CONTEXT_SPECIFIC, pin ?? "");
    return Buffer.from(pkcs11.C_Sign(session, prepare(bytes), Buffer.alloc(longestSignature)));
  };
  const { chosen, trial } = tryEach(mechanisms, (one) => signWith(one, trialBytes));
  const isOfKey = (object: Buffer) => id.length > 0 && id.equals(bytesOf(pkcs11, session, object, CKA.ID) ?? id);
  const found = find(pkcs11, session, [
    { type: CKA.CLASS, value: CKO.CERTIFICATE },
    { type: CKA.CERTIFICATE_TYPE, value: CKC.X_509 },
  ]);
  const certificates = found.flatMap((object) => {
    const der = bytesOf(pkcs11, session, object, CKA.VALUE);
    return der === undefined ? [] : [{ der, isOfKey: isOfKey(object) }];
  });
  return { opened: { certificates, trial }, sign: (bytes) => signWith(chosen, bytes) };
}

/**
 * Logs in once. Sessions of one process share the login, so of several threads only the first really does.
 *
 * @throws TokenTrouble
 */
function login(pkcs11: Pkcs11, session: Buffer, flags: number, pin: string | undefined, wary: boolean): void {
  if (pin === undefined || pin === "") throw new TokenTrouble({ kind: "pin-missing", detail: "no PIN given" });
  const doubtful = CKF.USER_PIN_FINAL_TRY | CKF.USER_PIN_LOCKED | (wary ? CKF.USER_PIN_COUNT_LOW : 0);
  if ((flags & doubtful) !== 0) {
    throw new TokenTrouble({ kind: "pin-doubtful", detail: `token flags 0x${(flags & doubtful).toString(16)}` });
  }
  try {
    pkcs11.C_Login(session, CKU.USER, pin);
  } catch (error) {
    const code = returnValueOf(error);
    if (code === CKR.USER_ALREADY_LOGGED_IN) return;
    if (code !== undefined && pinRefusals.includes(code)) {
      throw new TokenTrouble({ kind: "pin-refused", detail: messageOf(error) });
    }
    throw error;
  }
}

const pinRefusals: readonly number[] = [
  CKR.PIN_INCORRECT,
  CKR.PIN_INVALID,
  CKR.PIN_LEN_RANGE,
  CKR.PIN_EXPIRED,
  CKR.PIN_LOCKED,
  CKR.USER_PIN_NOT_INITIALIZED,
];

interface SigningMechanism {
  readonly mechanism: number;
  /** What the token is given to sign. */
  readonly prepare: (bytes: Uint8Array) => Buffer;
}

/** In the order they are tried: where the token takes a digest, little travels to it. */
function mechanismsFor(keyType: number): readonly SigningMechanism[] {
  const sha256 = (bytes: Uint8Array) => hash("sha256", bytes, "buffer");
  if (keyType === CKK.EC) return [{ mechanism: CKM.ECDSA, prepare: sha256 }];
  if (keyType !== CKK.RSA) return [];
  return [
    { mechanism: CKM.RSA_PKCS, prepare: (bytes) => Buffer.concat([digestInfoStart, sha256(bytes)]) },
    { mechanism: CKM.SHA256_RSA_PKCS, prepare: (bytes) => Buffer.from(bytes) },
  ];
}

/** What is said of a key or mechanism, not of the state of the device. */
const keyRefusals: readonly number[] = [
  CKR.DATA_INVALID,
  CKR.DATA_LEN_RANGE,
  CKR.FUNCTION_NOT_SUPPORTED,
  CKR.KEY_TYPE_INCONSISTENT,
  CKR.KEY_FUNCTION_NOT_PERMITTED,
  CKR.MECHANISM_INVALID,
  CKR.MECHANISM_PARAM_INVALID,
];

function tryEach(mechanisms: readonly SigningMechanism[], sign: (one: SigningMechanism) => Buffer) {
  const refusals: string[] = [];
  for (const chosen of mechanisms) {
    try {
      return { chosen, trial: sign(chosen) };
    } catch (error) {
      if (!keyRefusals.includes(returnValueOf(error) ?? -1)) throw error;
      refusals.push(messageOf(error));
    }
  }
  throw new TokenTrouble({ kind: "key-unusable", detail: refusals.join(", ") });
}

function findKey(pkcs11: Pkcs11, session: Buffer, { object, id }: KeyToOpen["address"]): Buffer {
  const [key, another] = find(pkcs11, session, [
    { type: CKA.CLASS, value: CKO.PRIVATE_KEY },
    ...(object === undefined ? [] : [{ type: CKA.LABEL, value: Buffer.from(object) }]),
    ...(id === undefined ? [] : [{ type: CKA.ID, value: Buffer.from(id) }]),
  ]);
  if (key === undefined) throw new TokenTrouble({ kind: "key-missing", detail: "no such private key" });
  if (another !== undefined) throw new TokenTrouble({ kind: "key-several", detail: "several private keys" });
  return key;
}

function find(pkcs11: Pkcs11, session: Buffer, template: readonly Attribute[]): Buffer[] {
  const found: Buffer[] = [];
  pkcs11.C_FindObjectsInit(session, template);
  try {
    for (;;) {
      const some = pkcs11.C_FindObjects(session, 16);
      if (some.length === 0) return found;
      found.push(...some);
    }
  } finally {
    pkcs11.C_FindObjectsFinal(session);
  }
}

/** The value of an attribute; undefined where the object has no such one, or does not show it. */
function bytesOf(pkcs11: Pkcs11, session: Buffer, object: Buffer, type: number): Buffer | undefined {
  try {
    return pkcs11.C_GetAttributeValue(session, object, [{ type }])[0]?.value;
  } catch (error) {
    if (returnValueOf(error) === undefined) throw error;
    return undefined;
  }
}

/** A CK_ULONG or CK_BBOOL. Modules write numbers as the machine does; on every machine we run on the low byte is first. */
function numberOf(pkcs11: Pkcs11, session: Buffer, object: Buffer, type: number): number | undefined {
  const bytes = bytesOf(pkcs11, session, object, type);
  return bytes === undefined || bytes.length === 0 ? undefined : bytes.readUIntLE(0, Math.min(bytes.length, 4));
}

/** Text of what a driver threw: name and number of the return value. */
export function messageOf(error: unknown): string {
  const code = returnValueOf(error);
  const text = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
  return code === undefined ? text : `${text} (0x${code.toString(16)})`;
}
