import { constants, privateEncrypt, sign, type KeyObject, createPrivateKey } from "node:crypto";
import { appendFileSync, existsSync, readFileSync } from "node:fs";

import { CKA, CKF, CKM, CKO, CKU, type Attribute, type Pkcs11 } from "../../src/signing/keys/pkcs11/driver.ts";

/**
 * How a device behaves that SoftHSM cannot be made to be: one that loses its line, counts PINs, hangs or dies. Everything
 * it does follows a file that the test writes (its "module"), so that every thread sees the same device.
 */
export interface FakeDevice {
  readonly present: boolean;
  readonly pin: string;
  /** Flags beside that a login is required. */
  readonly flags: number;
  readonly mechanisms: readonly number[];
  /** Private key, PEM, and its certificate, Base64 of DER. */
  readonly key: string;
  readonly certificate: string;
  readonly alwaysAuthenticate: boolean;
  /** Every signature fails so. */
  readonly signError: readonly [name: string, code: number] | null;
  /** Signing ends the thread. */
  readonly dies: boolean;
}

/** While this file is there, signing does not come to an end. */
export const hangFile = (path: string): string => `${path}.hang`;
/** Every call, one a line. */
export const callsFile = (path: string): string => `${path}.calls`;

const [KEY, CERTIFICATE] = [1, 2];
const pause = new Int32Array(new SharedArrayBuffer(4));

class FakePkcs11 implements Pkcs11 {
  #path = "";
  #loggedIn = false;
  #found: number[] = [];
  #mechanism = 0;

  load(path: string): void {
    this.#path = path;
    this.#device();
  }
  C_Initialize(): void {
    this.#say("C_Initialize");
  }
  C_Finalize(): void {
    this.#say("C_Finalize");
    this.#loggedIn = false;
  }
  C_GetSlotList(): Buffer[] {
    return this.#device().present ? [Buffer.alloc(8)] : [];
  }
  C_GetTokenInfo(): ReturnType<Pkcs11["C_GetTokenInfo"]> {
    const text = { manufacturerID: "Mau   ", model: "M1  ", serialNumber: "0042  " };
    return { ...text, label: "Mau       ", flags: this.#device().flags | CKF.LOGIN_REQUIRED };
  }
  C_GetMechanismList(): number[] {
    return [...this.#device().mechanisms];
  }
  C_OpenSession(): Buffer {
    return Buffer.alloc(8);
  }
  C_CloseSession(): void {}
  C_Login(_session: Buffer, userType: number, pin: string): void {
    this.#say(userType === CKU.USER ? "C_Login" : "C_Login again");
    if (userType === CKU.USER && this.#loggedIn) throw failure("CKR_USER_ALREADY_LOGGED_IN", 0x100);
    if (pin !== this.#device().pin) throw failure("CKR_PIN_INCORRECT", 0xa0);
    this.#loggedIn = true;
  }
  C_FindObjectsInit(_session: Buffer, template: readonly Attribute[]): void {
    this.#found = [template[0]?.value === CKO.PRIVATE_KEY ? KEY : CERTIFICATE];
  }
  C_FindObjects(): Buffer[] {
    return this.#found.splice(0).map((object) => Buffer.of(object));
  }
  C_FindObjectsFinal(): void {}
  C_GetAttributeValue(_session: Buffer, object: Buffer, wanted: readonly Attribute[]): { value: Buffer }[] {
    const { certificate, alwaysAuthenticate } = this.#device();
    const values: Record<number, Buffer> = {
      [CKA.ID]: Buffer.of(7),
      [CKA.KEY_TYPE]: Buffer.alloc(8),
      [CKA.ALWAYS_AUTHENTICATE]: Buffer.of(Number(alwaysAuthenticate)),
      ...(object[0] === CERTIFICATE && { [CKA.VALUE]: Buffer.from(certificate, "base64") }),
    };
    return wanted.map(({ type }) => ({ value: values[type] ?? Buffer.alloc(0) }));
  }
  C_SignInit(_session: Buffer, { mechanism }: { readonly mechanism: number }): void {
    this.#mechanism = mechanism;
  }
  C_Sign(_session: Buffer, data: Buffer): Buffer {
    const { signError, dies, key } = this.#device();
    this.#say("C_Sign");
    if (dies) process.exit(3);
    while (existsSync(hangFile(this.#path))) Atomics.wait(pause, 0, 0, 5);
    if (signError !== null) throw failure(...signError);
    return signature(createPrivateKey(key), this.#mechanism, data);
  }

  #device(): FakeDevice {
    return JSON.parse(readFileSync(this.#path, "utf8")) as FakeDevice;
  }
  #say(call: string): void {
    appendFileSync(callsFile(this.#path), `${call}\n`);
  }
}

function signature(key: KeyObject, mechanism: number, data: Buffer): Buffer {
  if (mechanism === CKM.SHA256_RSA_PKCS) return sign("sha256", data, key);
  return privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, data);
}

function failure(name: string, code: number): Error {
  return Object.assign(new Error(name), { name: "Pkcs11Error", code });
}

/** As the package gives itself. */
export const driver = { PKCS11: FakePkcs11 };
