/** How a key that the gateway makes looks: it names its client, so that a wrong one tells whom somebody tried to be. */
const MADE_KEY = /^lt_(?<client>[a-z0-9][a-z0-9-]{0,62})_[\w-]{43}$/;

/** @param secret 32 random bytes in base64url */
export function makeApiKey(clientId: string, secret: string): string {
  return `lt_${clientId}_${secret}`;
}

/** The client whom a key names, whether or not it is theirs; null for a key that names none. */
export function namedClient(apiKey: string): string | null {
  return MADE_KEY.exec(apiKey)?.groups?.["client"] ?? null;
}
