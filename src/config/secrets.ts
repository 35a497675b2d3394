import { readFileSync } from "node:fs";
import { Fault } from "#core/fault.ts";
import type { DoorConfig } from "./destinations.ts";
import type { Env, RawEnv } from "./env.ts";
import { VARIABLES } from "./variables.ts";
import type { WebhookConfig } from "./webhooks.ts";

/** What must never be printed, kept apart from {@link Config} so that a config can be logged without fear. */
export interface Secrets {
  readonly portalPassword: string;
  readonly signingKeyPassword: string | undefined;
  readonly nextSigningKeyPassword: string | undefined;
  readonly bootstrapApiKey: string | undefined;
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
    destinationPassword(source) {
      if (source === null) return portalPassword;
      return fromPlace(source, raw);
    },
    webhookSecret: (source) => fromPlace(source, raw),
  };
}

function fromPlace(source: { readonly env: string } | { readonly file: string }, raw: RawEnv): string {
  return "env" in source ? fromEnv(source.env, raw) : fromFile(source.file);
}

function fromEnv(name: string, raw: RawEnv): string {
  const value = raw[name];
  if (value !== undefined && value !== "") return value;
  throw new Fault("config-missing", {
    vi: `Thiếu ${name}: CONFIG_FILE khai báo một mật khẩu hoặc khóa nằm trong biến môi trường này.`,
    en: `${name} is missing: CONFIG_FILE says that a password or secret is in this environment variable.`,
  });
}

function fromFile(path: string): string {
  try {
    // An editor leaves a line break at the end of what it saves.
    return readFileSync(path, "utf8").replace(/\r?\n$/, "");
  } catch (cause) {
    throw new Fault(
      "config-missing",
      {
        vi: `Không đọc được tệp mật khẩu hoặc khóa ${path} (khai báo trong CONFIG_FILE).`,
        en: `The file ${path} with a password or secret, named in CONFIG_FILE, cannot be read.`,
      },
      { cause },
    );
  }
}
