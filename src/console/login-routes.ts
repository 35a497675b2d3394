import type { Context, MiddlewareHandler } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { Client } from "#core/client.ts";
import { CONSOLE } from "./console-paths.ts";
import type { ConsoleDependencies, ConsoleLimits } from "./dependencies.ts";
import { createLoginLimit } from "./login-limit.ts";
import { loginPage, type LoginPageInput } from "./login-page.ts";
import type { Html } from "./html.ts";
import type { PageShell } from "./page-shell.ts";
import { createSessions } from "./session.ts";
import { durationWords } from "./time-words.ts";

export type ConsoleEnv = { Variables: { client: Client } };

const COOKIE = "lt_console";

/** One sentence for every reason, so that it tells nothing about keys. */
const FAILURE = "Không đăng nhập được. Hãy kiểm tra khóa API; khóa cần có quyền xem.";

/** Logging in and out, and the guard of every other page. */
export function loginRoutes(deps: ConsoleDependencies, limits: ConsoleLimits, shell: PageShell) {
  const sessions = createSessions(deps.clients, deps.clock, limits.sessionMs);
  const limit = createLoginLimit(deps.clock, limits);
  const show = (input: LoginPageInput): Html =>
    shell.page({ base: CONSOLE, title: "Đăng nhập", main: loginPage(input) });
  const clientOf = (c: Context) => sessions.clientOf(getCookie(c, COOKIE));

  /** Lets people through who are logged in; `otherwise` answers the others. */
  const guard =
    (otherwise: (c: Context) => Response | Promise<Response>): MiddlewareHandler<ConsoleEnv> =>
    async (c, next) => {
      const client = clientOf(c);
      if (client === null) return otherwise(c);
      c.set("client", client);
      await next();
      return undefined;
    };

  return {
    /** Sends people who are not logged in to the form, and back afterwards. */
    page: guard((c) => {
      const wanted = new URL(c.req.url).pathname;
      const next = safeNext(wanted) === CONSOLE ? "" : `?next=${encodeURIComponent(wanted)}`;
      return c.redirect(`${CONSOLE}/login${next}`, 303);
    }),

    /** For what a script asks for: it has no use for a form. */
    fragment: guard((c) => c.body(null, 401)),

    form: (c: Context): Response | Promise<Response> =>
      clientOf(c) === null ? c.html(show({ next: safeNext(c.req.query("next")) })) : c.redirect(CONSOLE, 303),

    logIn: async (c: Context): Promise<Response> => {
      const address = addressOf(c);
      const form = await readForm(c);
      const next = safeNext(form["next"]);
      const wait = limit.secondsToWait(address);
      if (wait > 0) {
        const failure = `Quá nhiều lần đăng nhập không thành công từ máy này. Hãy thử lại sau ${durationWords(wait)}.`;
        return c.html(show({ failure, next }), 429, { "Retry-After": String(wait) });
      }
      const key = typeof form["key"] === "string" ? form["key"].trim() : "";
      const client = key === "" ? null : deps.clients.byKey(key);
      if (client?.rights.has("read") !== true) {
        limit.failed(address);
        return c.html(show({ failure: FAILURE, next }), 401);
      }
      limit.succeeded(address);
      setCookie(c, COOKIE, sessions.issue(client), { ...cookieScope(c), maxAge: Math.floor(limits.sessionMs / 1000) });
      return c.redirect(next, 303);
    },

    logOut: (c: Context): Response => {
      deleteCookie(c, COOKIE, cookieScope(c));
      return c.redirect(`${CONSOLE}/login`, 303);
    },
  };
}

function cookieScope(c: Context) {
  return { path: CONSOLE, httpOnly: true, sameSite: "Strict", secure: isHttps(c) } as const;
}

/** The fields of the form; none where the body is no form, as when it is cut or of another type. */
async function readForm(c: Context): Promise<Readonly<Record<string, unknown>>> {
  try {
    return await c.req.parseBody();
  } catch (error) {
    // A body that is too long is the limit's to refuse; one that cannot be read as a form is a login without a key.
    if (error instanceof TypeError) return {};
    throw error;
  }
}

/** A proxy that ends TLS says so in a header; somebody who forges it only makes a cookie stricter. */
function isHttps(c: Context): boolean {
  return new URL(c.req.url).protocol === "https:" || c.req.header("X-Forwarded-Proto") === "https";
}

/** Only pages of one dossier are worth coming back to, and nothing else may be put into that parameter. */
function safeNext(wanted: unknown): string {
  return typeof wanted === "string" && /^\/console\/dossiers\/[\w.-]{1,50}$/.test(wanted) ? wanted : CONSOLE;
}

/** The machine at the other end of the socket, as the Node server tells it; behind a proxy that is the proxy. */
function addressOf(c: Context): string {
  const { incoming } = (c.env ?? {}) as { incoming?: { socket?: { remoteAddress?: string } } };
  return incoming?.socket?.remoteAddress ?? "unknown";
}
