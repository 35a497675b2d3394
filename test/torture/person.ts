import { canonicalJson } from "#core/message/canonical-json.ts";
import type { JsonObject } from "#core/message/message.ts";
import { adviceOf, type Stop } from "./check-stops.ts";
import { ask } from "./gateway-answers.ts";
import { corrected } from "./workload.ts";
import type { World } from "./world.ts";

/**
 * Someone at the province's desk who does what the gateway advises, by its API, and nothing else: pushes corrected data,
 * sends again, skips, or looks at the portal first. Without advice that can be understood, nothing is done.
 */
export function createPerson(world: World) {
  let corrections = 0;

  /** A no is as good as a yes here: what did not help shows in what is still stopped. */
  async function tell(path: string, body: string): Promise<void> {
    await ask(world, path, { method: "POST", body }).catch(() => undefined);
  }

  async function act(id: string, what: "retry" | "skip"): Promise<void> {
    const body = JSON.stringify({ reason: "làm theo hướng dẫn của gateway" });
    await tell(`/v1/messages/${id}/${what}`, body);
  }

  async function replace({ id, dossierCode }: Stop, payload: JsonObject | null): Promise<void> {
    if (payload === null) return;
    const mended = "TrichYeuHoSo" in payload ? { ...payload, TrichYeuHoSo: `Hồ sơ ${dossierCode}, đã sửa` } : payload;
    const body = JSON.stringify({ payload: mended, reason: "sửa theo hướng dẫn của gateway" });
    await tell(`/v1/messages/${id}/replace`, body);
  }

  /** What was sent last of a message, as the gateway keeps it. */
  async function lastSent({ dossierCode, number, kind }: Stop): Promise<JsonObject | null> {
    const detail = (await ask(world, `/v1/dossiers/${dossierCode}`)) as Detail;
    const sent = detail.timeline.findLast(
      ({ attempt, envelopeId, numbers }) => attempt === "send" && envelopeId !== null && numbers?.includes(number),
    );
    if (sent === undefined) return null;
    const body = (await ask(world, `/v1/envelopes/${sent.envelopeId ?? ""}/body`)) as JsonObject;
    const items = Array.isArray(body["data"]) ? (body["data"] as JsonObject[]) : [];
    const own = items.filter((item) => item["MaHoSo"] === dossierCode);
    // Lines of a dossier stand in the order of their numbers.
    const place = (sent.numbers ?? []).filter((other) => other < number).length;
    return own[kind === "progress" ? place : 0] ?? null;
  }

  function portalHas(code: string, payload: JsonObject | null): boolean {
    if (payload === null) return false;
    const text = canonicalJson(payload);
    const kept = world.simulator.portalRecords.get(code);
    return [kept?.record ?? {}, ...(kept?.progress ?? [])].some((held) => canonicalJson(held) === text);
  }

  return {
    /** Follows the advice about one stop; false when there was none to follow. */
    async follow(stop: Stop): Promise<boolean> {
      switch (adviceOf(stop)) {
        case "push-again": {
          const last = world.vendor.answered.get(stop.dossierCode)?.at(-1);
          if (last === undefined) return false;
          await world.vendor.pushAll([[corrected(last, (corrections += 1))]]);
          return true;
        }
        case "replace":
          await replace(stop, await lastSent(stop));
          return true;
        case "look-first":
          await act(stop.id, portalHas(stop.dossierCode, await lastSent(stop)) ? "skip" : "retry");
          return true;
        case "skip":
          await act(stop.id, "skip");
          return true;
        case "retry":
          await act(stop.id, "retry");
          return true;
        case "nothing":
        case null:
          return false;
      }
    },
  };
}

interface Detail {
  readonly timeline: readonly {
    readonly attempt?: string;
    readonly envelopeId?: string | null;
    readonly numbers?: readonly number[];
  }[];
}
