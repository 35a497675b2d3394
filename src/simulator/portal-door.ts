import type { JsonObject, JsonValue } from "#core/message/message.ts";
import { dossierStatus } from "#schemas/codes/dossier-statuses.ts";
import { dossierCodeOf, itemsOf } from "./envelope-items.ts";
import { applyFault, type FaultyCall } from "./faults/fault-effects.ts";
import type { Faults, FaultTarget } from "./faults/faults.ts";
import type { Ledger } from "./ledger.ts";
import { refusedWith, type Desk, type DeskAnswer } from "./portal-answer.ts";
import type { SectorDesks } from "./desks/sector-desks.ts";
import type { PortalRecords } from "./portal-records.ts";
import type { PortalProfile } from "./profile.ts";
import { jsonReply, type Reply } from "./reply.ts";
import type { SessionDesk } from "./desks/session-desk.ts";
import type { SignatureCheck, SignatureVerdict } from "./signature-check.ts";
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
  readonly ledger: Ledger;
  readonly faults: Faults;
  readonly sessions: SessionDesk;
  readonly checkSignature: SignatureCheck;
  readonly reads: Readonly<Record<string, Desk>>;
  readonly writes: Readonly<Record<string, Desk>>;
  readonly desks: SectorDesks;
  /** Takes every service that is neither a read nor a write of the portal's own. */
  readonly sector: Desk;
}

/** Behind the two calls of the portal: faults first, then session, unit, signature and the desk of the service. */
export class PortalDoor {
  readonly #parts: DoorParts;

  constructor(parts: DoorParts) {
    this.#parts = parts;
  }

  /** `mapi/login`. */
  login({ body, signal }: IncomingRequest): Promise<Reply> {
    const { sessions } = this.#parts;
    const perform = (): DeskAnswer => sessions.login(body["username"], body["password"]);
    const target = { service: "login", dossierCodes: [], effect: "login" } as const;
    return this.#reply(target, { perform, signal, bornElsewhere: perform, endSession: () => sessions.refusal() });
  }

  /** `mapi/g`: dispatches on the body's `service`. */
  async serve(received: IncomingRequest): Promise<Reply> {
    const { sessions, checkSignature } = this.#parts;
    const service = typeof received.body["service"] === "string" ? received.body["service"] : "";
    const items = itemsOf(received.body);
    const codes = this.#codesOf(service, items);
    const dossierCodes = codes.filter((code) => code !== null);
    const signature = await checkSignature(received.headers, received.bytes);
    return this.#reply(
      { service, dossierCodes, effect: this.#effectOf(service, received.body) },
      {
        perform: () => this.#perform(service, received, signature),
        bornElsewhere: () => this.#bornElsewhere(items, codes),
        endSession: () => {
          sessions.end(received.body["session"]);
          return sessions.refusal();
        },
        signal: received.signal,
      },
    );
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

  async #reply(target: FaultTarget, call: FaultyCall): Promise<Reply> {
    const rule = this.#parts.faults.take(target);
    if (rule !== null) return applyFault(rule, call, this.#parts);
    return jsonReply(call.perform(), this.#parts.profile.errorCodesAs);
  }

  /** Without any waiting inside, so that a call is applied as a whole before the next is looked at. */
  #perform(service: string, { body, headers }: IncomingRequest, signature: SignatureVerdict): DeskAnswer {
    const { profile, sessions, reads, writes, sector, ledger } = this.#parts;
    const account = sessions.accountOf(body["session"]);
    if (account === null) return sessions.refusal();
    if (body["madonvi"] !== account.unitCode) {
      return refusedWith(profile.failureCode, "Mã đơn vị (madonvi) không khớp với tài khoản");
    }
    if (service === "") return refusedWith(profile.failureCode, "Thiếu tên dịch vụ (service)");
    if (Object.hasOwn(reads, service)) return (reads[service] ?? sector)({ service, body }).answer;

    if (profile.requireSignature && !signature.valid) {
      return refusedWith(profile.failureCode, `Chữ ký số không hợp lệ (${signature.reason ?? "missing"})`);
    }
    const desk = Object.hasOwn(writes, service) ? (writes[service] ?? sector) : sector;
    const { answer, applied } = desk({ service, body });
    const requestId = headers.get("x-request-id");
    for (const item of applied) ledger.append(item, { service, requestId, signature });
    return answer;
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
    if (Object.hasOwn(this.#parts.reads, service)) return "read";
    return service === "DongBoHoSoMC" && body["isUpdating"] === "False" ? "create" : "write";
  }
}
