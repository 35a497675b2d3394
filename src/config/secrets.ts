import type { Env } from "./env.ts";
import { Fault } from "#core/fault.ts";

/** What must never be printed, kept apart from {@link Config} so that a config can be logged without fear. */
export interface Secrets {
  readonly portalPassword: string;
  readonly signingKeyPassword: string | undefined;
  readonly bootstrapApiKey: string | undefined;
}

/** Password of the demo account and of `certs.example/signing.p12`; both open nothing outside the demo. */
const DEMO_PASSWORD = "lienthong-demo";

/** @throws Fault `config-missing` when the portal is real and its password is not given */
export function envToSecrets(env: Env, demo: { readonly portal: boolean; readonly key: boolean }): Secrets {
  const portalPassword = env.PORTAL_PASSWORD ?? (demo.portal ? DEMO_PASSWORD : undefined);
  if (portalPassword === undefined) {
    throw new Fault("config-missing", {
      vi: "Thiếu PORTAL_PASSWORD: Cổng không ở trên máy này nên phải khai báo mật khẩu được cấp.",
      en: "PORTAL_PASSWORD is missing: the portal is not on this machine, so the password that was issued must be given.",
    });
  }
  return {
    portalPassword,
    signingKeyPassword: env.SIGNING_KEY_PASSWORD ?? (demo.key ? DEMO_PASSWORD : undefined),
    bootstrapApiKey: env.BOOTSTRAP_API_KEY,
  };
}
