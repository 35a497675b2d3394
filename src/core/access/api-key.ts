/** A key may name its client, `lt_CLIENT_SECRET`, so that a wrong one tells whom somebody tried to be. */
const NAMED_KEY = /^lt_(?<client>[a-z0-9][a-z0-9-]{0,62})_[\w-]{43}$/;

/** The client whom a key names, whether or not it is theirs; null for a key that names none. */
export function namedClient(apiKey: string): string | null {
  return NAMED_KEY.exec(apiKey)?.groups?.["client"] ?? null;
}

/** Bytes of chance in a key that the gateway makes. */
export const KEY_SECRET_BYTES = 32;

/**
 * A key that names its client.
 *
 * @param secret {@link KEY_SECRET_BYTES} bytes from a source fit for secrets
 */
export function writeApiKey(clientId: string, secret: Uint8Array): string {
  return `lt_${clientId}_${Buffer.from(secret).toString("base64url")}`;
}
