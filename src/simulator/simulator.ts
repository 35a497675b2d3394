import type { X509Certificate } from "node:crypto";
import type { Hono } from "hono";
import type { Clock, Random, Signer } from "#core/ports/ports.ts";
import { answerSeal } from "./answer-seal.ts";
import { createApp } from "./app.ts";
import { CallHandling } from "./call-handling.ts";
import { Chance } from "./chance.ts";
import { DEMO_PORTAL, type PortalAccount } from "./demo-account.ts";
import { dossierDesk } from "./desks/dossier-desk.ts";
import { Faults } from "./faults/faults.ts";
import { Ledger } from "./ledger.ts";
import { lookupDesk } from "./desks/lookup-desk.ts";
import { SimulatedStatuses } from "./desks/simulated-statuses.ts";
import { type OutgoingFetch, signedCalls } from "./outgoing.ts";
import { PortalDoor } from "./portal-door.ts";
import { PortalRecords } from "./portal-records.ts";
import { procedureDesk, procedureListDesk, proceduresOf, type KnownProcedure } from "./desks/procedure-desk.ts";
import { DEFAULT_PROFILE, type PortalProfile } from "./profile.ts";
import { progressDesk } from "./desks/progress-desk.ts";
import { sectorDesk } from "./desks/sector-desk.ts";
import { openSectorDesks, type SimulatedSector } from "./desks/sector-desks.ts";
import { SessionDesk } from "./desks/session-desk.ts";
import { signatureCheck } from "./signature-check.ts";
import { VariantInForce } from "./variants/variant-in-force.ts";
import { waitOnTimer, type Wait } from "./wire.ts";

export interface SimulatorOptions {
  readonly clock: Clock;
  /** Seeded (see `seededRandom`) when a run shall be repeatable. */
  readonly random: Random;
  /** Roots a signing certificate has to lead to. Without any, every signature is recorded as not valid. */
  readonly trustAnchors?: readonly X509Certificate[];
  /** Signs the portal's answers and its calls at a province. Default: nobody, as no portal was seen doing it. */
  readonly signer?: Signer;
  /** Who may log in. Default: the demo account. */
  readonly accounts?: readonly PortalAccount[];
  /** Whose ministries it stands in for, beside the portal. Default: none, whose services then take what names a dossier. */
  readonly sectors?: readonly SimulatedSector[];
  /** What `LayThuTuc` knows. Default: the procedures of the sectors. */
  readonly procedures?: readonly KnownProcedure[];
  /** Behaviour and limits that differ from {@link DEFAULT_PROFILE}. */
  readonly profile?: Partial<PortalProfile>;
  /** How calls at a province are made. Default: the global one. */
  readonly fetch?: OutgoingFetch;
  /** How `slow` and `hang` wait. Default: a real timer. */
  readonly wait?: Wait;
}

/** A stand-in for the national portal, wholly in memory. */
export interface Simulator {
  /** Serve it on a socket, call `app.request()`, or hand it to msw. */
  readonly app: Hono;
  readonly ledger: Ledger;
  readonly faults: Faults;
  /** Which of the plausible portals it plays. */
  readonly variant: VariantInForce;
  readonly portalRecords: PortalRecords;
  /** Where dossiers stand at the ministries. */
  readonly statuses: SimulatedStatuses;
  /** Forgets dossiers, ledger, sessions and faults, and plays the usual portal. */
  reset(): void;
}

/**
 * Builds a portal stand-in: `mapi/login` and `mapi/g` as one-stop clients are known to use them, the ministries of the
 * sectors on the same door, faults on request, and a ledger of what was applied.
 *
 * @example
 * const { app, ledger } = createSimulator({ clock: { now: () => Date.now() }, random: seededRandom("1"), sectors });
 */
export function createSimulator(options: SimulatorOptions): Simulator {
  const { clock, random, accounts = [DEMO_PORTAL], sectors = [], wait = waitOnTimer } = options;
  const { procedures = proceduresOf(sectors) } = options;
  const profile = { ...DEFAULT_PROFILE, ...options.profile };
  const records = new PortalRecords(clock);
  const statuses = new SimulatedStatuses();
  const ledger = new Ledger(clock);
  const faults = new Faults(random);
  const desks = openSectorDesks({ sectors, records, statuses, profile });
  const variant = new VariantInForce({
    clock,
    records,
    ledger,
    chance: new Chance(random.uuid()),
    ministryWords: (service, trouble, item) => desks.serviceOf(service).troubles?.[trouble]?.(item) ?? null,
  });
  const sessions = new SessionDesk({ clock, random, accounts, profile, variant });
  const reads = {
    ...desks.questions,
    TraCuuHoSo: lookupDesk({ records, desks, profile, variant }),
    LayThuTuc: procedureDesk({ procedures, profile }),
    LayDanhSachTTHC: procedureListDesk({ procedures }),
  };
  const writes = {
    DongBoHoSoMC: dossierDesk({ records, procedures, profile }),
    CapNhatTienDoHoSoMC: progressDesk({ records, profile }),
  };
  const sector = sectorDesk({ records, desks, profile });
  const handling = new CallHandling({ clock, profile, variant, ledger, sessions, reads, writes, sector, wait });
  const door = new PortalDoor({
    profile,
    wait,
    records,
    faults,
    sessions,
    desks,
    handling,
    variant,
    checkSignature: signatureCheck({ trustAnchors: options.trustAnchors ?? [], clock }),
    reads: new Set(Object.keys(reads)),
  });
  return {
    app: createApp({
      door,
      sessions,
      records,
      statuses,
      ledger,
      faults,
      variant,
      clock,
      accounts,
      profile,
      seal: answerSeal(options.signer, clock),
      fetch: signedCalls(options.fetch ?? fetch, options.signer, clock),
    }),
    ledger,
    faults,
    variant,
    portalRecords: records,
    statuses,
    reset() {
      records.clear();
      statuses.clear();
      ledger.clear();
      sessions.clear();
      handling.clear();
      faults.set([]);
      variant.clear();
    },
  };
}
