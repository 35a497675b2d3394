import { Fault } from "#core/fault.ts";
import type { DoorConfig } from "./destinations.ts";
import type { Env } from "./env.ts";
import { credentialPath, readSecret, readSecretFile, type RawEnv } from "./secret-sources.ts";
import { VARIABLES } from "./variables.ts";
import type { WebhookConfig } from "./webhooks.ts";

/** What must never be printed, kept apart from {@link Config} so that a config can be logged without fear. */
export interface Secrets {
  readonly portalPassword: string;
  readonly signingKeyPassword: string | undefined;
  readonly nextSigningKeyPassword: string | undefined;
  readonly bootstrapApiKey: string | undefined;
  /** What `/metrics` is read with; undefined: nothing. */
  readonly metricsKey: string | undefined;
  /**
   * The password of a destination, from where the configuration file says it is.
   * @throws Fault `config-missing` when it is not there
   */
  readonly destinationPassword: (source: DoorConfig["password"]) => string;
  /**
   * The secret of a webhook, or several, from where the configuration file says they are.
   * @throws Fault `config-missing` when they are not there
   */
  readonly webhookSecret: (source: WebhookConfig["secret"]) => string;
}

/** Password of the demo account and of `certs.example/signing.p12`; both open nothing outside the demo. */
const DEMO_PASSWORD = VARIABLES.PORTAL_PASSWORD.demo;

/**
 * @param raw where the variables named by `passwordEnv` are looked up
 * @throws Fault `config-missing` when the portal is real and its password is not given
 */
export function envToSecrets(
  env: Env,
  demo: { readonly portal: boolean; readonly key: boolean },
  raw: RawEnv = {},
): Secrets {
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
    nextSigningKeyPassword: env.SIGNING_KEY_NEXT_PASSWORD,
    bootstrapApiKey: env.BOOTSTRAP_API_KEY,
    metricsKey: env.METRICS_KEY,
    destinationPassword(source) {
      if (source === null) return portalPassword;
      return fromPlace(source, raw);
    },
    webhookSecret: (source) => fromPlace(source, raw),
  };
}

function fromPlace(source: { readonly env: string } | { readonly file: string }, raw: RawEnv): string {
  if ("file" in source) return readSecretFile(credentialPath(source.file, raw) ?? source.file, "CONFIG_FILE");
  const value = readSecret(source.env, raw);
  if (value !== undefined) return value;
  throw new Fault("config-missing", {
    vi: `Thiếu ${source.env}: CONFIG_FILE khai báo một mật khẩu hoặc khóa nằm trong biến môi trường này.`,
    en: `${source.env} is missing: CONFIG_FILE says that a password or secret is in this environment variable.`,
  });
}
