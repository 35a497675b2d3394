import { readFileSync } from "node:fs";
import { Fault } from "#core/fault.ts";
import type { DoorConfig } from "./destinations.ts";
import type { Env, RawEnv } from "./env.ts";

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
}

/** Password of the demo account and of `certs.example/signing.p12`; both open nothing outside the demo. */
const DEMO_PASSWORD = "lienthong-demo";

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
      return "env" in source ? fromEnv(source.env, raw) : fromFile(source.file);
    },
  };
}

function fromEnv(name: string, raw: RawEnv): string {
  const value = raw[name];
  if (value !== undefined && value !== "") return value;
  throw new Fault("config-missing", {
    vi: `Thiếu ${name}: CONFIG_FILE khai báo mật khẩu của một nơi nhận nằm trong biến môi trường này.`,
    en: `${name} is missing: CONFIG_FILE says that a destination's password is in this environment variable.`,
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
        vi: `Không đọc được tệp mật khẩu ${path} (destinations trong CONFIG_FILE).`,
        en: `The password file ${path} (destinations in CONFIG_FILE) cannot be read.`,
      },
      { cause },
    );
  }
}
