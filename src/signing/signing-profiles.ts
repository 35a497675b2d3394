import { Fault } from "#core/fault.ts";
import type { Signer } from "#core/ports.ts";

import { createJwsSigner } from "./jws.ts";
import type { SigningKey } from "./signing-key.ts";

/** Every way of sealing an envelope. A new container is one entry here. */
const profiles: ReadonlyMap<string, (key: SigningKey) => Signer> = new Map([["jws", createJwsSigner]]);

/**
 * The signer of a profile, for a key.
 *
 * @throws Fault `config-invalid` when there is no such profile
 */
export function createSigner({ profile, key }: { readonly profile: string; readonly key: SigningKey }): Signer {
  const create = profiles.get(profile);
  if (create === undefined) {
    const known = [...profiles.keys()].join(", ");
    throw new Fault("config-invalid", {
      vi: `SIGNING_PROFILE=«${profile}» không có. Các kiểu ký dùng được: ${known}.`,
      en: `SIGNING_PROFILE="${profile}" does not exist. Known profiles: ${known}.`,
    });
  }
  return create(key);
}
