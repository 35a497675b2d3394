import { Fault } from "#core/fault.ts";
import type { Signer } from "#core/ports/ports.ts";

import { type BatchOptions, createBatchSigner } from "./batch/batch-signer.ts";
import { BATCH_ENDING } from "./batch/batch-value.ts";
import { createCmsSigner } from "./cms/sign-cms.ts";
import { createJwsSigner } from "./jws/sign-jws.ts";
import type { Timestamp } from "./container-signer.ts";
import type { SigningKey } from "../keys/signing-key.ts";
import { createDetachedXmlSigner } from "./xml/detached-xml.ts";

interface ProfileOptions {
  readonly timestamp?: Timestamp;
}

/** Without a choice: what comes while the key is at work is signed together, and nobody waits for others. */
const gatherWhileBusy: BatchOptions = { maxSize: 256, maxWaitMs: 0, wait: async () => undefined };

/** Every way of sealing an envelope. A new container is one entry here. */
const profiles: ReadonlyMap<string, (key: SigningKey, options: ProfileOptions) => Signer> = new Map([
  ["jws", createJwsSigner],
  ["xmldsig", (key) => createDetachedXmlSigner(key, "xmldsig")],
  ["vn", (key) => createDetachedXmlSigner(key, "vn")],
  ["xades", (key, options) => createDetachedXmlSigner(key, "xades", options)],
  ["cms", createCmsSigner],
]);

/** Names of the profiles, as `SIGNING_PROFILE` takes them; each also with `-batch` behind it. */
export const signingProfiles: readonly string[] = [...profiles.keys()];

/** Names of the profiles that sign many envelopes at once. */
export const batchProfiles: readonly string[] = signingProfiles.map((name) => `${name}${BATCH_ENDING}`);

/** The profile that makes the one signature of a batch; other profiles are what they are. */
export function singleProfile(profile: string): string {
  return batchProfiles.includes(profile) ? profile.slice(0, -BATCH_ENDING.length) : profile;
}

export interface SignerOptions extends ProfileOptions {
  readonly profile: string;
  readonly key: SigningKey;
  /** For the profiles that sign many envelopes at once. */
  readonly batch?: BatchOptions;
}

/**
 * The signer of a profile, for a key. A `timestamp` raises `xades` and `cms` to level B-T; the others have no place for
 * one.
 *
 * @throws Fault `config-invalid` when there is no such profile; `key-unreadable` when it does not take this key
 */
export function createSigner({ batch = gatherWhileBusy, ...options }: SignerOptions): Signer {
  const { profile } = options;
  return batchProfiles.includes(profile)
    ? createBatchSigner(createSingleSigner({ ...options, profile: singleProfile(profile) }), batch)
    : createSingleSigner(options);
}

function createSingleSigner({ profile, key, ...options }: Omit<SignerOptions, "batch">): Signer {
  const create = profiles.get(profile);
  if (create === undefined) {
    const known = signingProfiles.join(", ");
    throw new Fault("config-invalid", {
      vi: `SIGNING_PROFILE=«${profile}» không có. Các kiểu ký dùng được: ${known}; thêm ${BATCH_ENDING} để ký theo lô.`,
      en: `SIGNING_PROFILE="${profile}" does not exist. Known profiles: ${known}; each also with ${BATCH_ENDING}.`,
    });
  }
  return create(key, options);
}
