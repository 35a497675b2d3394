import type { Client } from "#core/client.ts";

/** Variables that travel with a request. */
export type HttpEnv = { Variables: { client: Client; requestId: string } };
