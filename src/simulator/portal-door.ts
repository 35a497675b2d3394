import type { JsonObject, JsonValue } from "#core/message/message.ts";
import { dossierStatus } from "#schemas/codes/dossier-statuses.ts";
import type { CallHandling } from "./call-handling.ts";
import { dossierCodeOf, itemsOf } from "./envelope-items.ts";
import { applyFault, type FaultyCall } from "./faults/fault-effects.ts";
import type { Faults, FaultTarget } from "./faults/faults.ts";
import { refusedWith, type DeskAnswer } from "./portal-answer.ts";
import type { SectorDesks } from "./desks/sector-desks.ts";
import type { PortalRecords } from "./portal-records.ts";
import type { PortalProfile } from "./profile.ts";
import { jsonReply, type Reply } from "./reply.ts";
import type { SessionDesk } from "./desks/session-desk.ts";
import type { SignatureCheck } from "./signature-check.ts";
import type { HooksInForce, SeenCall } from "./variants/hooks.ts";
import type { Wait } from "./wire.ts";

/** A request as it came in: its JSON, and the exact bytes a signature would cover. */
export interface IncomingRequest {
  readonly body: JsonObject;
  readonly bytes: Uint8Array;
  readonly headers: Headers;
  /** Aborted when the client goes away. */
  readonly signal: AbortSignal;
}

/** A call to a provincial wrapper, see {@link PortalDoor.wrapped}. */
export interface WrappedCall extends Omit<IncomingRequest, "body"> {
  readonly service: string;
  readonly unitCode: string;
  readonly isUpdating: string | undefined;
  readonly data: JsonValue;
}

interface DoorParts {
  readonly profile: PortalProfile;
  readonly wait: Wait;
  readonly records: PortalRecords;
  readonly faults: Faults;
  readonly sessions: SessionDesk;
  readonly checkSignature: SignatureCheck;
  /** Services that only tell. */
  readonly reads: ReadonlySet<string>;
  readonly desks: SectorDesks;
  readonly handling: CallHandling;
  readonly variant: HooksInForce;
}

/** Behind the two calls of the portal: faults first, then what the portal itself does with a call. */
export class PortalDoor {
  readonly #parts: DoorParts;

  constructor(parts: DoorParts) {
    this.#parts = parts;
  }

  /** `mapi/login`. */
  login({ body, signal }: IncomingRequest): Promise<Reply> {
    const { handling } = this.#parts;
    const seen: SeenCall = { service: "login", dossierCodes: [], effect: "login", kind: "login" };
    const perform: FaultyCall["perform"] = (codesAs) => handling.login(seen, body, codesAs);
    const bornElsewhere: FaultyCall["bornElsewhere"] = () => refusedWith(this.#parts.profile.failureCode, "");
    return this.#reply(seen, { perform, signal, bornElsewhere, endSession: () => handling.refuseSession(seen) });
  }

  /** `mapi/g`: dispatches on the body's `service`. */
  async serve(received: IncomingRequest): Promise<Reply> {
    const { sessions, checkSignature, handling } = this.#parts;
    const { body, headers } = received;
    const service = typeof body["service"] === "string" ? body["service"] : "";
    const items = itemsOf(body);
    const codes = this.#codesOf(service, items);
    const dossierCodes = codes.filter((code) => code !== null);
    const seen: SeenCall = {
      service,
      dossierCodes,
      effect: this.#effectOf(service, body),
      kind: this.#kindOf(service),
    };
    const signature = await checkSignature(headers, received.bytes);
    const call = { seen, body, requestId: headers.get("x-request-id"), signature };
    return this.#reply(seen, {
      perform: (codesAs) => handling.handle(call, codesAs),
      bornElsewhere: () => this.#bornElsewhere(items, codes),
      endSession: () => {
        sessions.end(body["session"]);
        return handling.refuseSession(seen);
      },
      signal: received.signal,
    });
  }

  /**
   * A provincial wrapper before the portal: the body is the bare `data` list, unit and `isUpdating` stand in the query,
   * and the wrapper logs in by itself.
   */
  async wrapped(received: WrappedCall): Promise<Reply> {
    const { sessions, profile } = this.#parts;
    const { service, unitCode, isUpdating, data } = received;
    const session = sessions.openForUnit(unitCode);
    if (session === null) {
      return jsonReply(refusedWith(profile.failureCode, "Mã đơn vị (MaDinhDanhDV) không hợp lệ"), profile.errorCodesAs);
    }
    const named = isUpdating === undefined ? {} : { isUpdating };
    try {
      return await this.serve({ ...received, body: { session, madonvi: unitCode, service, ...named, data } });
    } finally {
      sessions.end(session);
    }
  }

  async #reply(seen: SeenCall, call: FaultyCall): Promise<Reply> {
    const { faults, variant, wait } = this.#parts;
    const rule = faults.take(seen);
    const reply = rule === null ? call.perform() : await applyFault(rule, call, this.#parts);
    const delay = variant.hooks.delayMs?.(seen) ?? 0;
    if (delay > 0) await wait(delay, call.signal);
    return reply;
  }

  /**
   * The fault `already-exists`: the dossier was filed at the portal itself, so the portal holds a first, bare record of
   * it that no call of ours made. An update can then replace it.
   */
  #bornElsewhere(items: readonly JsonObject[], codes: readonly (string | null)[]): DeskAnswer {
    const { records, profile } = this.#parts;
    for (const [index, item] of items.entries()) {
      const code = codes[index] ?? null;
      if (code === null || records.has(code)) continue;
      records.put(code, {
        MaHoSo: code,
        MaTTHC: item["MaTTHC"] ?? "",
        ChuHoSo: item["ChuHoSo"] ?? "",
        TrangThaiHoSo: String(dossierStatus.newlyRegistered),
      });
    }
    const first = codes.find((code) => code !== null) ?? "";
    return refusedWith(profile.alreadyExistsCode, `Hồ sơ ${first} đã tồn tại`);
  }

  #codesOf(service: string, items: readonly JsonObject[]): (string | null)[] {
    const { dossierKeys } = this.#parts.desks.serviceOf(service);
    return items.map((item) => dossierCodeOf(item, dossierKeys));
  }

  #effectOf(service: string, body: JsonObject): FaultTarget["effect"] {
    if (this.#parts.reads.has(service)) return "read";
    return service === "DongBoHoSoMC" && body["isUpdating"] === "False" ? "create" : "write";
  }

  #kindOf(service: string): SeenCall["kind"] {
    if (Object.hasOwn(KINDS, service)) return KINDS[service] ?? "ministry";
    return this.#parts.reads.has(service) && !Object.hasOwn(this.#parts.desks.questions, service) ? "read" : "ministry";
  }
}

const KINDS: Readonly<Record<string, SeenCall["kind"]>> = {
  TraCuuHoSo: "look-up",
  DongBoHoSoMC: "dossier",
  CapNhatTienDoHoSoMC: "progress",
};
