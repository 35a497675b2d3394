import { escapeIdentifier, type Pool } from "pg";

/** Number of the advisory lock under which one process at a time changes its role; any number of our own will do. */
const ROLE_LOCK = 4_210_078;

/**
 * Switches just-in-time compilation off for this role in this database, for good. The statements of the gateway are large and
 * touch few rows: compiling one takes up to a second, reading its rows a millisecond, and before the database has counted the
 * rows of a new table it compiles them at each use. Set for the role, because poolers between transactions take neither
 * start-up options nor `set`. The connection it is done on is not used again; those opened later have the setting.
 *
 * A role may change its own settings (PostgreSQL, ALTER ROLE). Where it cannot all the same, the gateway is slower and works.
 *
 * @param onError told why it could not
 */
export async function switchJitOff(pool: Pool, onError: (error: unknown) => void): Promise<void> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ jit: string | null; mode: string; role: string; database: string }>(
      `select current_setting('jit', true) as jit, current_setting('transaction_read_only') as mode,
        current_user as role, current_database() as database`,
    );
    const [row] = rows;
    if (row?.jit !== "on" || row.mode === "on") return;
    await client.query("begin");
    await client.query(`select pg_advisory_xact_lock(${ROLE_LOCK})`);
    const [role, database] = [escapeIdentifier(row.role), escapeIdentifier(row.database)];
    await client.query(`alter role ${role} in database ${database} set jit = off`);
    await client.query("commit");
  } catch (error) {
    onError(error);
  } finally {
    client.release(true);
  }
}
