import type { PGlite } from "@electric-sql/pglite";
import { PGliteDialect, PGliteDriver, type DatabaseConnection, type Driver } from "kysely";

/**
 * kysely's PGlite dialect with connections handed out one at a time. The embedded database has a single session: without
 * this, a query from elsewhere would slip into whatever transaction happens to be open.
 */
export class SerialPGliteDialect extends PGliteDialect {
  readonly #pglite: PGlite;

  constructor(pglite: PGlite) {
    super({ pglite });
    this.#pglite = pglite;
  }

  override createDriver(): Driver {
    return new SerialPGliteDriver({ pglite: this.#pglite });
  }
}

class SerialPGliteDriver extends PGliteDriver {
  #last: Promise<void> = Promise.resolve();
  readonly #releases = new WeakMap<DatabaseConnection, () => void>();

  override async acquireConnection(): Promise<DatabaseConnection> {
    const before = this.#last;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#last = promise;
    await before;
    const connection = await super.acquireConnection();
    this.#releases.set(connection, resolve);
    return connection;
  }

  override async releaseConnection(connection?: DatabaseConnection): Promise<void> {
    await super.releaseConnection();
    if (connection !== undefined) this.#releases.get(connection)?.();
  }
}
