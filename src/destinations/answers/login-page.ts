const LOGIN_WORDS = /đăng nhập|\blog ?in\b|\bsign ?in\b|\blogon\b/u;
const LOGIN_PLACE = /log[-_]?in|dang-?nhap|sign[-_]?in|\bsso\b|\/auth|openid|oauth/;
const TROUBLE_WORDS = /lỗi|\berror\b|exception|bảo trì|maintenance|stack ?trace/u;

/**
 * Whether a page instead of an answer is a login page: a front end that no longer knows the session shows it before the
 * request comes to whoever would process it. Recognised by a password field beside words of a login, by a title that is
 * those words, or by a page that does nothing but lead to a login. A page that speaks of an error is none: it may come from
 * after the processing, whatever else stands on it.
 *
 * @param text the head of the page, or all of it
 */
export function isLoginPage(text: string): boolean {
  const page = text.slice(0, SEARCHED).normalize("NFC").toLowerCase();
  const title = /<title[^>]*>([^<]{0,300})/.exec(page)?.[1]?.trim() ?? "";
  if (!/<(?:!doctype|html|head|body|form|meta|title)\b/.test(page) || TROUBLE_WORDS.test(withoutScripts(page)))
    return false;
  if (/<input[^>]{0,500}type\s*=\s*["']?password/.test(page)) return LOGIN_WORDS.test(page);
  if (LOGIN_WORDS.test(title.slice(0, 12)) || LOGIN_WORDS.test(title.slice(-12))) return true;
  const leads = /<meta[^>]{0,200}http-equiv\s*=\s*["']?refresh[^>]{0,500}/.exec(page)?.[0] ?? "";
  return LOGIN_PLACE.test(leads);
}

/** Only the head of a page is searched. */
const SEARCHED = 100_000;

/** Scripts and styles hold names such as `onError`, which nobody is shown. */
function withoutScripts(page: string): string {
  return page
    .split(/<(?=script\b|style\b)/)
    .map((part, index) => (index === 0 ? part : part.replace(/^[^]*?<\/(?:script|style)>/, " ")))
    .join(" ")
    .replace(/<[^>]{0,2000}>/g, " ");
}
