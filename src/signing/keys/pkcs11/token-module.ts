import { nextDelayMs } from "#core/delivery/backoff.ts";
import { neverSetBack } from "#core/never-set-back.ts";
import { KeyUnavailable } from "#core/delivery/key-unavailable.ts";
import type { Clock, Random } from "#core/ports/ports.ts";

import { awayText } from "./token-faults.ts";
import type { KeyToOpen, OpenedKey } from "./token-messages.ts";
import { startTokenThreads } from "./token-threads.ts";
import { isAboutPin, TokenTrouble } from "./token-trouble.ts";

/** How tokens are spoken to. */
export interface TokenOptions {
  /** Folder from which `pkcs11js` is looked for; undefined: this project. */
  readonly driver: string | undefined;
  /** Signatures made side by side, each thread with sessions of its own. */
  readonly threads: number;
  /** How long one call to the module may take. */
  readonly callTimeoutMs: number;
  readonly clock: Clock;
  readonly random: Random;
  /** Told when keys of a module can no longer be reached, and when they can again. */
  readonly onChange: (change: { readonly module: string; readonly away: TokenTrouble | null }) => void;
}

/** A PKCS#11 module with keys open in it. Disposing logs out and ends its threads. */
export interface TokenModule extends AsyncDisposable {
  readonly opened: readonly OpenedKey[];
  /** @throws KeyUnavailable */
  sign(key: number, bytes: Uint8Array): Promise<Buffer>;
}

/** Opening a key is many calls, the start of the thread among them. */
const openingCalls = 3;

/** Between two tries to open a lost token again. */
const reopening = { firstDelayMs: 1000, longestDelayMs: 30_000, maxAttempts: Infinity };

/**
 * Opens keys of one module. When the token, a session or the line to an HSM is lost later, everything is opened anew, the
 * next time a signature is wanted and not more often than the back-off allows. A PIN that was refused is never sent again.
 *
 * @param check told what was found at each opening; throws when these are not the keys that are wanted
 * @throws TokenTrouble, or what `check` throws
 */
export async function openTokenModule(
  modulePath: string,
  keys: readonly KeyToOpen[],
  check: (opened: readonly OpenedKey[]) => void,
  options: TokenOptions,
): Promise<TokenModule> {
  const { random, callTimeoutMs, onChange } = options;
  const steady = neverSetBack(options.clock);
  const threads = startTokenThreads({ modulePath, driver: options.driver }, options.threads);
  /** Why the keys cannot be reached; null while they can. */
  let away: TokenTrouble | null = null;
  let failures = 0;
  let notBefore = 0;
  let opening: Promise<void> | null = null;

  async function open(anew: boolean): Promise<readonly OpenedKey[]> {
    const [first, ...others] = await threads.hush();
    // The first thread alone logs in. With a wrong PIN, nobody else tries it.
    const answer = await first.call({ kind: "open", keys, anew, wary: !anew }, callTimeoutMs * openingCalls);
    if (!("opened" in answer)) throw new TypeError("not an answer to open");
    check(answer.opened);
    await Promise.all(
      others.map((thread) =>
        thread.call({ kind: "open", keys, anew: false, wary: false }, callTimeoutMs * openingCalls),
      ),
    );
    return answer.opened;
  }

  async function close(): Promise<void> {
    try {
      const [first] = await threads.hush();
      await first.call({ kind: "close" }, callTimeoutMs);
    } catch (error) {
      // A device that does not answer cannot be said goodbye to.
      if (!(error instanceof TokenTrouble)) throw error;
    } finally {
      threads.end();
    }
  }

  function become(next: TokenTrouble | null): void {
    const isNews = away?.kind !== next?.kind;
    away = next;
    if (isNews) onChange({ module: modulePath, away });
  }

  function putOff(): void {
    failures += 1;
    notBefore = steady.now() + nextDelayMs(reopening, failures, random);
  }

  async function reopen(): Promise<void> {
    try {
      await open(true);
      become(null);
    } catch (error) {
      putOff();
      become(error instanceof TokenTrouble ? error : new TokenTrouble({ kind: "failed", detail: String(error) }));
    }
  }

  /** @throws KeyUnavailable while the token stays lost */
  async function beOpen(): Promise<void> {
    if (away === null) return;
    if (!isAboutPin(away) && (opening !== null || steady.now() >= notBefore)) {
      opening ??= reopen().finally(() => {
        opening = null;
      });
      await opening;
    }
    if (away !== null) throw gone(away);
  }

  function gone(trouble: TokenTrouble): KeyUnavailable {
    const retryAfterMs = isAboutPin(trouble) ? reopening.longestDelayMs : Math.max(1, notBefore - steady.now());
    return new KeyUnavailable(awayText(trouble), retryAfterMs, { cause: trouble });
  }

  const opened = await open(false).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  return {
    opened,
    async sign(key, bytes) {
      for (let again = false; ; again = true) {
        await beOpen();
        try {
          const answer = await threads.withOne((thread) => thread.call({ kind: "sign", key, bytes }, callTimeoutMs));
          if (!("signature" in answer)) throw new TypeError("not an answer to sign");
          failures = 0;
          return Buffer.from(answer.signature);
        } catch (error) {
          if (!(error instanceof TokenTrouble)) throw error;
          if (away === null) become(error);
          threads.sendAway();
          // Once more at once: often only the session was lost. A device that is silent is not asked twice.
          if (!again && error.kind !== "silent") continue;
          putOff();
          throw gone(error);
        }
      }
    },
    [Symbol.asyncDispose]: close,
  };
}
