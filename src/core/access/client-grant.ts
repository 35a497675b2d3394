import type { Right } from "../client.ts";
import type { Scope } from "../scope.ts";

/** What a client is given, by the configuration or by command. */
export interface ClientGrant {
  readonly id: string;
  readonly name: string;
  readonly rights: readonly Right[];
  /** Null: all. */
  readonly agencies: Scope;
  readonly codeUnits: readonly string[];
}
