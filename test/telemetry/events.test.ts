import type { Events } from "#core/ports/events.ts";
import { Fault } from "#core/fault.ts";
import type { Outcome } from "#core/delivery/outcome.ts";
import { describe, expect, it } from "vitest";
import { TokenTrouble } from "../../src/signing/keys/pkcs11/token-trouble.ts";
import { createEvents } from "../../src/telemetry/events.ts";
import { createLogger } from "../../src/telemetry/logger.ts";
import { createMetrics } from "../../src/telemetry/metrics.ts";

/** Our own figures that are not zero, as Prometheus reads them; buckets left out. */
async function figures(act: (events: Events) => void) {
  const lines: Record<string, unknown>[] = [];
  const write = (line: string) => lines.push(JSON.parse(line) as Record<string, unknown>);
  const metrics = createMetrics();
  act(createEvents(createLogger("trace", { write }), metrics));
  const text = await metrics.registry.metrics();
  const moved = text
    .split("\n")
    .filter((line) => /^lienthong_(?!process|nodejs)/.test(line) && !line.includes("_bucket{") && !line.endsWith(" 0"));
  return { moved, lines: lines.map(({ time: _time, ...rest }) => rest) };
}

const refused: Outcome = {
  kind: "refused",
  party: "vendor-data",
  cause: "error-code",
  message: "Cổng từ chối.",
  messageEn: "The portal refused.",
  httpStatus: 200,
  excerpt: "Nguyễn Văn Mẫu 001099012345",
};
const delivered: Outcome = { kind: "delivered", cause: "accepted", message: "Cổng đã nhận.", messageEn: "Taken." };
const attempt = {
  destination: "portal",
  service: "DongBoHoSoMC",
  envelopeId: "e-1",
  items: 3,
  durationMs: 250,
};
const message = { dossierCode: "H26.107-260518-0123", kind: "dossier" } as const;

describe("events", () => {
  it("nothing happened: nothing moves", async () => {
    expect(await figures(() => undefined)).toEqual({ moved: [], lines: [] });
  });

  it("dossierTaken", async () => {
    const taken = { outcome: "accepted", client: "mot-cua", sector: "births" } as const;
    expect(await figures((events) => events.dossierTaken(taken))).toEqual({
      moved: ['lienthong_pushed_dossiers_total{outcome="accepted",client="mot-cua",sector="births"} 1'],
      lines: [],
    });
  });

  it("attemptEnded, well", async () => {
    expect(await figures((events) => events.attemptEnded({ ...attempt, outcome: delivered }))).toEqual({
      moved: [
        'lienthong_attempts_total{destination="portal",service="DongBoHoSoMC",outcome="delivered",party="none",cause="accepted"} 1',
        'lienthong_attempt_seconds_sum{service="DongBoHoSoMC"} 0.25',
        'lienthong_attempt_seconds_count{service="DongBoHoSoMC"} 1',
      ],
      lines: [{ level: "debug", ...attempt, outcome: "delivered", cause: "accepted", msg: "attempt" }],
    });
  });

  it("attemptEnded, badly: a warning, with nothing of what the portal said", async () => {
    expect(await figures((events) => events.attemptEnded({ ...attempt, outcome: refused }))).toEqual({
      moved: [
        'lienthong_attempts_total{destination="portal",service="DongBoHoSoMC",outcome="refused",party="vendor-data",cause="error-code"} 1',
        'lienthong_attempt_seconds_sum{service="DongBoHoSoMC"} 0.25',
        'lienthong_attempt_seconds_count{service="DongBoHoSoMC"} 1',
      ],
      lines: [
        {
          level: "warn",
          ...attempt,
          outcome: "refused",
          cause: "error-code",
          party: "vendor-data",
          httpStatus: 200,
          msg: "attempt",
        },
      ],
    });
  });

  it("messageDelivered", async () => {
    expect(await figures((events) => events.messageDelivered({ ...message, waitedMs: 1500 }))).toEqual({
      moved: [
        'lienthong_delivered_messages_total{kind="dossier"} 1',
        'lienthong_message_wait_seconds_sum{kind="dossier"} 1.5',
        'lienthong_message_wait_seconds_count{kind="dossier"} 1',
      ],
      lines: [],
    });
  });

  it("messageStopped", async () => {
    const stopped = { ...message, state: "parked", party: "portal", cause: "http-500" } as const;
    expect(await figures((events) => events.messageStopped(stopped))).toEqual({
      moved: ['lienthong_stopped_messages_total{kind="dossier",state="parked",party="portal"} 1'],
      lines: [{ level: "error", ...stopped, msg: "message stopped" }],
    });
    const { moved } = await figures((events) => events.messageStopped({ ...stopped, party: undefined }));
    expect(moved).toEqual(['lienthong_stopped_messages_total{kind="dossier",state="parked",party="none"} 1']);
  });

  it("messageRepeated", async () => {
    expect(await figures((events) => events.messageRepeated({ ...message, kind: "progress" }))).toEqual({
      moved: ['lienthong_repeated_messages_total{kind="progress"} 1'],
      lines: [
        {
          level: "warn",
          ...message,
          kind: "progress",
          msg: "message repeated after a lost answer, or one that proved nothing",
        },
      ],
    });
  });

  it("dossierForgotten", async () => {
    const forgotten = { dossierCode: message.dossierCode, destination: "portal" };
    expect(await figures((events) => events.dossierForgotten(forgotten))).toEqual({
      moved: ['lienthong_dossiers_forgotten_by_destination_total{destination="portal"} 1'],
      lines: [
        { level: "error", ...forgotten, msg: "the destination lost a dossier it had confirmed; told from the start" },
      ],
    });
  });

  it("certificateLasts is louder the nearer the end is", async () => {
    const { moved, lines } = await figures((events) => {
      const common = { subject: "CN=Mẫu", notAfter: new Date(0) };
      events.certificateLasts({ ...common, level: "none", daysLeft: 90 });
      events.certificateLasts({ ...common, level: "warning", daysLeft: 20 });
      events.certificateLasts({ ...common, level: "expired", daysLeft: -1 });
    });
    expect(moved).toEqual(["lienthong_signing_certificate_days_left -1"]);
    expect(lines.map(({ level }) => level)).toEqual(["info", "warn", "error"]);
  });

  it("the signing token is away until it is back", async () => {
    const { moved, lines } = await figures((events) => {
      events.signingTokenChanged({
        module: "/usr/lib/p11.so",
        away: new TokenTrouble({ kind: "failed", detail: "CKR_DEVICE_REMOVED (0x32)" }),
      });
    });
    expect(moved).toEqual(['lienthong_signing_token_away{module="/usr/lib/p11.so"} 1']);
    expect(lines).toMatchObject([{ level: "error", error: { message: "failed: CKR_DEVICE_REMOVED (0x32)" } }]);
    const back = await figures((events) => {
      events.signingTokenChanged({ module: "/usr/lib/p11.so", away: new Error("lost") });
      events.signingTokenChanged({ module: "/usr/lib/p11.so", away: null });
    });
    expect(back.moved).toEqual([]);
    expect(back.lines.map(({ level }) => level)).toEqual(["error", "warn"]);
  });

  it("timestamps are counted, and what was in their way", async () => {
    const { moved } = await figures((events) => {
      events.envelopesStamped(3);
      events.timestampFailed({ cause: "unreachable", detail: "x" });
    });
    expect(moved.toSorted()).toEqual([
      'lienthong_timestamp_failures_total{cause="unreachable"} 1',
      "lienthong_timestamped_envelopes_total 3",
    ]);
  });

  it("failed says once a minute that the database has no room, and everything else each time", async () => {
    const full = new Fault("database-full", { vi: "đầy", en: "full" });
    const { moved, lines } = await figures((events) => {
      for (let n = 0; n < 1000; n += 1) events.failed("worker", full);
      events.failed("worker", new Error("broken"));
      events.failed("worker", new Error("broken"));
    });
    expect(moved).toEqual(['lienthong_internal_failures_total{where="worker"} 1002']);
    expect(lines.map(({ msg }) => msg)).toEqual(["no room in the database", "failed", "failed"]);
  });

  it("abandonedRecovered and forgottenWoken count dossiers, not times", async () => {
    const { moved, lines } = await figures((events) => {
      events.abandonedRecovered(2);
      events.abandonedRecovered(3);
      events.forgottenWoken(4);
    });
    expect(moved).toEqual(["lienthong_recovered_dossiers_total 5", "lienthong_forgotten_dossiers_total 4"]);
    expect(lines.map(({ level, count }) => [level, count])).toEqual([
      ["warn", 2],
      ["warn", 3],
      ["error", 4],
    ]);
  });

  it.each([
    [["open"], ['lienthong_breaker_open{destination="portal"} 1']],
    [["open", "half-open"], ['lienthong_breaker_open{destination="portal"} 1']],
    [["open", "half-open", "closed"], []],
  ] as const)("breakerChanged %j", async (states, expected) => {
    const { moved, lines } = await figures((events) =>
      states.forEach((state) => events.breakerChanged("portal", state)),
    );
    expect(moved).toEqual(expected);
    expect(lines).toEqual(
      states.map((state) => ({ level: "warn", destination: "portal", state, msg: "breaker changed" })),
    );
  });

  it("serviceBreakerChanged: which service of which destination", async () => {
    const { moved, lines } = await figures((events) =>
      events.serviceBreakerChanged("portal", "CapNhatTienDoHoSoMC", "open"),
    );
    expect(moved).toEqual(['lienthong_service_breaker_open{destination="portal",service="CapNhatTienDoHoSoMC"} 1']);
    expect(lines).toMatchObject([{ level: "warn", service: "CapNhatTienDoHoSoMC", state: "open" }]);
  });

  it("dossierCompared: a warning when something new differs", async () => {
    const compared = { dossierCode: "H26.107-260518-0123", result: "missing" } as const;
    const { moved, lines } = await figures((events) => {
      events.dossierCompared({ ...compared, opened: true });
      events.dossierCompared({ ...compared, opened: false });
    });
    expect(moved).toEqual(['lienthong_reconciled_dossiers_total{result="missing"} 2']);
    expect(lines).toMatchObject([
      { level: "warn", ...compared },
      { level: "debug", ...compared },
    ]);
  });

  it("findingsCounted", async () => {
    const { moved } = await figures((events) => {
      events.findingsCounted({ missing: 3, extra: 1, different: 2 });
      events.findingsCounted({ missing: 1, extra: 0, different: 2 });
    });
    expect(moved).toEqual([
      'lienthong_reconciliation_findings{kind="missing"} 1',
      'lienthong_reconciliation_findings{kind="different"} 2',
    ]);
  });

  it("clientSetAside", async () => {
    const { moved, lines } = await figures((events) => {
      events.clientSetAside({ id: "mot-cua", cause: "revoked" });
      events.clientSetAside({ id: "tep", cause: "configured" });
    });
    expect([moved, lines]).toEqual([
      [],
      [
        {
          level: "warn",
          client: "mot-cua",
          cause: "revoked",
          why: "its id or key in the configuration was revoked by command, and stays so",
          msg: "client set aside",
        },
        {
          level: "warn",
          client: "tep",
          cause: "configured",
          why: "the configuration has its id or key",
          msg: "client set aside",
        },
      ],
    ]);
  });

  it("configReread and configRefused", async () => {
    const clients = { added: ["a"], removed: [], changed: ["b"] };
    const { lines } = await figures((events) => {
      events.configReread({ clients, needRestart: [] });
      events.configReread({ clients, needRestart: ["delivery"] });
      events.configRefused({ vi: "một\nhai", en: "one\ntwo" });
    });
    const reread = { level: "info", clients, msg: "configuration file read again" };
    expect(lines).toEqual([
      reread,
      reread,
      { level: "warn", sections: ["delivery"], msg: "these sections have changed and count from the next start" },
      {
        level: "error",
        faults: { vi: ["một", "hai"], en: ["one", "two"] },
        msg: "configuration file not taken over",
      },
    ]);
  });

  it("requestAbandoned", async () => {
    expect(await figures((events) => events.requestAbandoned({ method: "POST" }))).toEqual({
      moved: ["lienthong_abandoned_requests_total 1"],
      lines: [{ level: "debug", method: "POST", msg: "request abandoned" }],
    });
  });

  it("uncaught, there as 0 before the first", async () => {
    const { moved, lines } = await figures((events) => events.uncaught({ kind: "rejection", error: "no reason" }));
    expect(moved).toEqual(['lienthong_uncaught_errors_total{kind="rejection"} 1']);
    expect(lines).toEqual([{ level: "fatal", kind: "rejection", error: { name: "string" }, msg: "uncaught" }]);
  });

  it("failed", async () => {
    const fault = new Fault("lease-lost", { vi: "Mất quyền giữ.", en: "The lease was lost." });
    expect(await figures((events) => events.failed("worker", fault))).toEqual({
      moved: ['lienthong_internal_failures_total{where="worker"} 1'],
      lines: [
        {
          level: "error",
          where: "worker",
          error: { name: "Fault", code: "lease-lost", message: "The lease was lost." },
          msg: "failed",
        },
      ],
    });
  });
});

describe("metrics", () => {
  it("have no label that could name a dossier or a person", async () => {
    const names = (await createMetrics().registry.getMetricsAsJSON()).map(({ name }) => name);
    expect(names.filter((name) => !name.startsWith("lienthong_"))).toEqual([]);
    const { moved } = await figures((events) => {
      events.messageStopped({ ...message, state: "refused", party: "vendor-data", cause: "error-code" });
      events.messageDelivered({ ...message, waitedMs: 1 });
      events.attemptEnded({ ...attempt, outcome: refused });
    });
    expect(moved.join("\n")).not.toMatch(/H26|e-1|Mẫu|001099012345/);
  });

  it("belong to one gateway each", async () => {
    const one = createMetrics();
    one.failures.inc({ where: "worker" });
    expect(await createMetrics().registry.metrics()).not.toContain('where="worker"');
  });
});
