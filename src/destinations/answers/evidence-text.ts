/** Longest text kept as evidence of an answer, in UTF-16 units. */
const LONGEST_EXCERPT = 500;
/** Longest part of the portal's own message quoted in a sentence. */
const LONGEST_QUOTE = 300;
/** Only the head of an answer is searched; the excerpt is far shorter. */
const SEARCHED = 20_000;

const SECRET_MEMBER = /("(?:session|token|access_?token|password)"\s*:\s*")(?:[^"\\]|\\.)*"?/gi;
/** Member in which some services repeat what they were sent, personal data and all. */
const ECHO = "inputsend";
/** The same in text that is no JSON, perhaps because it was cut off: nobody can tell there where the echo stops. */
const ECHO_TO_THE_END = /[,{]?\s*\\*["']?inputSend\\*["']?\s*[:=][\s\S]*$/i;
const BEARER = /(bearer\s+)[\w.~+/=-]+/gi;
/** Identity cards have 9 or 12 digits, phones 10, tax codes 10 or 13, and a slip adds some: masked but for the last three. */
const PERSONAL_NUMBER = /(?<![\d])\d{6,12}(?=\d{3}(?!\d))/g;

/**
 * The head of an answer, fit to be stored and shown: no session tokens, no passwords, no personal numbers, no control
 * characters (PostgreSQL text cannot hold U+0000), no echo of what was sent, NFC, at most 500 characters.
 * `secrets` are texts known to be secret in this call, such as the session token that was sent.
 */
export function excerptOf(text: string, secrets: readonly string[]): string {
  return cut(scrub(withoutEcho(text), secrets), LONGEST_EXCERPT);
}

/** What the portal said in its `message`, fit to be quoted in a sentence. */
export function quoteOf(text: string, secrets: readonly string[]): string {
  return cut(scrub(text, secrets).replace(/\s+/g, " ").trim(), LONGEST_QUOTE);
}

function withoutEcho(text: string): string {
  if (!text.toLowerCase().includes(ECHO)) return text;
  try {
    return JSON.stringify(JSON.parse(text, (key, value: unknown) => (key.toLowerCase() === ECHO ? undefined : value)));
  } catch {
    // No JSON, or not all of it: what follows the echo goes with it.
    return text;
  }
}

function scrub(text: string, secrets: readonly string[]): string {
  let clean = text.slice(0, SEARCHED);
  for (const secret of secrets) {
    if (secret.length < 4) continue;
    clean = clean.replaceAll(secret, "***").replaceAll(JSON.stringify(secret).slice(1, -1), "***");
  }
  return clean
    .replace(ECHO_TO_THE_END, " …")
    .replace(SECRET_MEMBER, '$1***"')
    .replace(BEARER, "$1***")
    .replace(PERSONAL_NUMBER, (digits) => "*".repeat(digits.length))
    .replace(CONTROL, " ")
    .toWellFormed()
    .normalize("NFC");
}

/** Control characters other than tab and line ends. */
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/g;

function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  // Cutting between the halves of a surrogate pair would leave text that is not Unicode.
  const head = text.slice(0, length - 1);
  return `${head.isWellFormed() ? head : head.slice(0, -1)}…`;
}
