/**
 * A thread that talks to one PKCS#11 module: its calls block, for milliseconds with a real device and for much longer
 * with one that is in trouble, and must not hold the event loop. Started by token-thread.ts; one request at a time.
 */
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parentPort, workerData } from "node:worker_threads";

import { CKF, CKR, type Pkcs11, returnValueOf } from "./driver.ts";
import type { TokenAnswer, TokenRequest, TokenThreadData } from "./token-messages.ts";
import { messageOf, openTokenSession, type TokenSession } from "./token-session.ts";
import { TokenTrouble } from "./token-trouble.ts";

const { modulePath, driver } = workerData as TokenThreadData;
let pkcs11: Pkcs11 | undefined;
let sessions: readonly TokenSession[] = [];

parentPort?.on("message", (request: TokenRequest) => {
  void answer(request).then((said) => parentPort?.postMessage(said, []));
});

async function answer(request: TokenRequest): Promise<TokenAnswer> {
  try {
    switch (request.kind) {
      case "open":
        return open(await load(), request);
      case "sign": {
        const session = sessions[request.key];
        if (session === undefined) throw new TokenTrouble({ kind: "failed", detail: "not open" });
        return { signature: session.sign(request.bytes) };
      }
      case "close":
        sessions = [];
        if (pkcs11 !== undefined) finalize(pkcs11);
        return { closed: true };
    }
  } catch (error) {
    if (!(error instanceof TokenTrouble)) return { trouble: { kind: "failed", detail: messageOf(error) } };
    const { kind, detail, key } = error;
    return { trouble: { kind, detail, ...(key !== undefined && { key }) } };
  }
}

function open(module: Pkcs11, { keys, anew, wary }: TokenRequest & { kind: "open" }): TokenAnswer {
  sessions = [];
  if (anew) finalize(module);
  initialize(module);
  sessions = keys.map((key, index) => {
    try {
      return openTokenSession(module, key, wary);
    } catch (error) {
      const known = error instanceof TokenTrouble ? error : { kind: "failed" as const, detail: messageOf(error) };
      throw new TokenTrouble({ kind: known.kind, detail: known.detail, key: index });
    }
  });
  return { opened: sessions.map(({ opened }) => opened) };
}

/** Loads driver and module. */
async function load(): Promise<Pkcs11> {
  if (pkcs11 !== undefined) return pkcs11;
  let loaded: Pkcs11;
  try {
    const from = driver === undefined ? import.meta.url : join(driver, "from-here.js");
    const file = createRequire(from).resolve("pkcs11js");
    const { default: driverPackage } = (await import(pathToFileURL(file).href)) as {
      default: { readonly PKCS11: new () => Pkcs11 };
    };
    loaded = new driverPackage.PKCS11();
  } catch (error) {
    throw new TokenTrouble({ kind: "driver", detail: messageOf(error) });
  }
  try {
    loaded.load(modulePath);
  } catch (error) {
    throw new TokenTrouble({ kind: "module", detail: messageOf(error) });
  }
  pkcs11 = loaded;
  return loaded;
}

/** The module is one for the whole process, whatever thread initialised it. */
function initialize(module: Pkcs11): void {
  try {
    module.C_Initialize({ flags: CKF.OS_LOCKING_OK });
  } catch (error) {
    if (returnValueOf(error) === CKR.CRYPTOKI_ALREADY_INITIALIZED) return;
    throw new TokenTrouble({ kind: "module", detail: messageOf(error) });
  }
}

function finalize(module: Pkcs11): void {
  try {
    module.C_Finalize();
  } catch (error) {
    if (returnValueOf(error) !== CKR.CRYPTOKI_NOT_INITIALIZED) throw error;
  }
}
