import { Fault } from "#core/fault.ts";
import type { Signer } from "#core/ports.ts";

import { createCmsSigner } from "./cms/cms.ts";
import { createJwsSigner } from "./jws.ts";
import type { Timestamp } from "./sealing.ts";
import type { SigningKey } from "./signing-key.ts";
import { createDetachedXmlSigner } from "./xml/detached-xml.ts";

interface ProfileOptions {
  readonly timestamp?: Timestamp;
}

/** Every way of sealing an envelope. A new container is one entry here. */
const profiles: ReadonlyMap<string, (key: SigningKey, options: ProfileOptions) => Signer> = new Map([
  ["jws", createJwsSigner],
  ["xmldsig", (key) => createDetachedXmlSigner(key, "xmldsig")],
  ["vn", (key) => createDetachedXmlSigner(key, "vn")],
  ["xades", (key, options) => createDetachedXmlSigner(key, "xades", options)],
  ["cms", createCmsSigner],
]);

/** Names of the profiles, as `SIGNING_PROFILE` takes them. */
export const signingProfiles: readonly string[] = [...profiles.keys()];

export interface SignerOptions extends ProfileOptions {
  readonly profile: string;
  readonly key: SigningKey;
}

/**
 * The signer of a profile, for a key. A `timestamp` raises `xades` and `cms` to level B-T; the others have no place for
 * one.
 *
 * @throws Fault `config-invalid` when there is no such profile; `key-unreadable` when it does not take this key
 */
export function createSigner({ profile, key, ...options }: SignerOptions): Signer {
  const create = profiles.get(profile);
  if (create === undefined) {
    const known = signingProfiles.join(", ");
    throw new Fault("config-invalid", {
      vi: `SIGNING_PROFILE=«${profile}» không có. Các kiểu ký dùng được: ${known}.`,
      en: `SIGNING_PROFILE="${profile}" does not exist. Known profiles: ${known}.`,
    });
  }
  return create(key, options);
}
