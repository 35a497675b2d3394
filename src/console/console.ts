import { Hono, type Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import { csrf } from "hono/csrf";
import { html } from "hono/html";
import { HTTPException } from "hono/http-exception";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { expiryAlert } from "#core/proof/expiry-alert.ts";
import { Fault, isDatabaseUnavailable } from "#core/fault.ts";
import { formatInstant } from "#schemas/common/timestamp.ts";
import { CONSOLE } from "./console-paths.ts";
import { DEFAULT_LIMITS, type ConsoleDependencies } from "./dependencies.ts";
import { figuresQuery, readListRequest } from "./dossier-filter.ts";
import { dossierList } from "./dossier-list.ts";
import { dossierPage } from "./dossier-page.ts";
import { figures } from "./figures.ts";
import { loginRoutes, type ConsoleEnv } from "./login-routes.ts";
import type { Html } from "./html.ts";
import { reconciliationList } from "./reconciliation-list.ts";
import { webhookNotice } from "./webhook-notice.ts";
import { createPageShell, type PageShell } from "./page-shell.ts";

/**
 * The operators' pages, to be mounted at `/console`: log in with an API key, see where the sync stands, look into one
 * dossier. They read only. Unexpected errors are left to the application they are mounted in.
 */
export function createConsole(deps: ConsoleDependencies, shell: PageShell = createPageShell(deps.version)): Hono {
  const limits = { ...DEFAULT_LIMITS, ...deps.limits };
  const login = loginRoutes(deps, limits, shell);
  const app = new Hono<ConsoleEnv>();
  const page = (c: Context<ConsoleEnv>, title: string, main: Html, scripts: readonly string[] = []) =>
    c.html(shell.page({ base: CONSOLE, title, main, scripts, bar: bar(c) }));

  const certificate = () => ({
    ...expiryAlert(deps.signingEndsAt, new Date(deps.clock.now())),
    endsAt: formatInstant(deps.signingEndsAt.getTime()),
  });

  app.route("/static", shell.assets);
  app.use("*", async (c, next) => {
    for (const [name, value] of Object.entries(shell.headers)) c.header(name, value);
    await next();
  });
  app.use("*", csrf());
  app.onError((error, c) => {
    for (const [name, value] of Object.entries(shell.headers)) c.header(name, value);
    if (error instanceof HTTPException) return sayNo(c, shell, error.status);
    if (isDatabaseUnavailable(error)) return sayNo(c, shell, 503, { "Retry-After": "5" });
    // A link from elsewhere, or cut: the list begins anew from its first page.
    if (error instanceof Fault && error.code === "cursor-format") return c.redirect(CONSOLE);
    throw error;
  });

  app.get("/login", login.form);
  app.post("/login", bodyLimit({ maxSize: limits.maxFormBytes }), login.logIn);
  app.post("/logout", login.logOut);

  app.get("/", login.page, async (c) => {
    const request = readListRequest(c.req.query());
    const { agencies } = c.get("client");
    const { state, notTold, q, cursor } = request;
    const filter = {
      ...(state === undefined ? {} : { state }),
      ...(notTold === undefined ? {} : { notTold }),
      ...(q === undefined ? {} : { q }),
    };
    const wanted = { limit: limits.rowsPerPage, ...(cursor === undefined ? {} : { cursor }) };
    const [sync, differences, found, webhooks] = await Promise.all([
      deps.sync(agencies),
      deps.reconciliation(agencies),
      deps.reads.dossiers(filter, wanted, agencies),
      deps.webhooks(c.get("client")),
    ]);
    const notice = webhookNotice(webhooks);
    const at = formatInstant(deps.clock.now());
    const source = `${CONSOLE}/figures.html${figuresQuery(request)}`;
    const list = dossierList({ page: found, request, sectors: deps.sectors, scoped: agencies !== null });
    const main = html`<section id="figures" data-source="${source}">
        ${figures({ sync, at, chosen: request, certificate: certificate() })}
      </section>
      ${notice} ${reconciliationList(differences)} ${list}`;
    return page(c, "Tình hình đồng bộ", main, ["live.js"]);
  });

  app.get("/figures.html", login.fragment, async (c) => {
    const chosen = readListRequest(c.req.query());
    return c.html(
      figures({
        sync: await deps.sync(c.get("client").agencies),
        at: formatInstant(deps.clock.now()),
        chosen,
        certificate: certificate(),
      }),
    );
  });

  app.get("/dossiers/:code", login.page, async (c) => {
    const code = c.req.param("code");
    const { agencies } = c.get("client");
    const [detail, findings, { portal }] = await Promise.all([
      deps.reads.dossier(code, agencies),
      deps.findings(code, agencies),
      deps.sync(agencies),
    ]);
    if (detail === null) return sayNo(c, shell, 404);
    return page(c, `Hồ sơ ${code}`, dossierPage({ detail, findings, portal }, deps));
  });

  app.get("*", login.page, (c) => sayNo(c, shell, 404));
  return app as unknown as Hono;
}

function bar(c: Context<ConsoleEnv>): Html {
  return html`<nav class="bar-end" aria-label="Tài khoản">
    <a href="/docs">Tài liệu API</a><span class="who">${c.get("client").name}</span>
    <form method="post" action="${CONSOLE}/logout"><button type="submit" class="quiet">Đăng xuất</button></form>
  </nav>`;
}

const REFUSALS: Readonly<Record<number, readonly [title: string, advice: string]>> = {
  403: ["Yêu cầu bị từ chối", "Biểu mẫu phải được gửi từ chính trang này. Hãy mở lại trang rồi thử lần nữa."],
  404: ["Không tìm thấy", "Không có trang này, hoặc hồ sơ không thuộc phạm vi của bạn. Hãy kiểm tra lại mã hồ sơ."],
  413: ["Nội dung quá lớn", "Hãy mở lại trang rồi thử lần nữa."],
  503: ["Cơ sở dữ liệu tạm thời không sẵn sàng", "Hồ sơ đã nhận không bị mất. Hãy tải lại trang sau ít giây."],
};

function sayNo(c: Context, shell: PageShell, status: ContentfulStatusCode, headers: Record<string, string> = {}) {
  const [title, advice] = REFUSALS[status] ?? ["Không thực hiện được", "Hãy mở lại trang rồi thử lần nữa."];
  const main = html`<section class="sheet empty">
    <h1>${title}</h1>
    <p>${advice}</p>
    <p><a href="${CONSOLE}">Về trang tình hình đồng bộ</a></p>
  </section>`;
  return c.html(shell.page({ base: CONSOLE, title, main }), status, headers);
}
