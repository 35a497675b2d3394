/**
 * Loaded into a gateway's process before everything else (`--import`): there the clock on the wall runs faster, so that an
 * outage of hours takes seconds. Timers, and the database, keep their own time.
 */
const factor = Number(process.env["TORTURE_CLOCK"] ?? "1");
const real = Date.now.bind(Date);
/** The moment from which it runs faster, shared with whoever must have the same time. */
const startedAt = Number(process.env["TORTURE_CLOCK_FROM"] ?? real());
Date.now = () => Math.floor(startedAt + (real() - startedAt) * factor);
