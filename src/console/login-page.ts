import { html } from "hono/html";
import type { LoginLimits } from "#core/ports/login-limits.ts";
import { CONSOLE } from "./console-paths.ts";
import { durationWords } from "./time-words.ts";
import { icon } from "./icons.ts";
import type { Html } from "./html.ts";

export interface LoginPageInput {
  readonly limits: Pick<LoginLimits, "sessionMs" | "idleMs">;
  /** Why the last try did not work, for the person who made it. */
  readonly failure?: string;
  /** Page of the console to go to afterwards. */
  readonly next: string;
}

/** The form that asks for an API key. */
export function loginPage({ failure, next, limits }: LoginPageInput): Html {
  return html`<section class="login sheet" aria-labelledby="login-title">
    <h1 id="login-title">Đăng nhập <small lang="en">Log in</small></h1>
    <p class="next">Trang theo dõi việc đồng bộ hồ sơ với Cổng Dịch vụ công quốc gia, dành cho người vận hành.</p>
    ${failure === undefined ? "" : html`<p class="failure" role="alert">${icon("parked")}<span>${failure}</span></p>`}
    <form method="post" action="${CONSOLE}/login">
      <input type="hidden" name="next" value="${next}" />
      <label for="key">Khóa API <small lang="en">API key with the right “read”</small></label>
      <input
        type="password"
        id="key"
        name="key"
        required
        maxlength="512"
        autocomplete="current-password"
        autocapitalize="off"
        spellcheck="false"
        autofocus
        aria-describedby="key-help"
      />
      <p id="key-help" class="next">
        Khóa do quản trị gateway cấp, có quyền xem. Lần đăng nhập kết thúc sau ${durationWords(limits.idleMs / 1000)}
        không mở trang nào, và muộn nhất sau ${durationWords(limits.sessionMs / 1000)}.
      </p>
      <button type="submit">Đăng nhập</button>
    </form>
  </section>`;
}
