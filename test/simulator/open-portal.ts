import { registry } from "../adapters/adapter-folders.ts";
import type { PortalProfile } from "../../src/simulator/profile.ts";
import { DEMO_PORTAL } from "../../src/simulator/demo-account.ts";
import type { LedgerLine } from "../../src/simulator/ledger.ts";
import { seededRandom } from "../../src/simulator/seeded-random.ts";
import { createSimulator, type Simulator, type SimulatorOptions } from "../../src/simulator/simulator.ts";
import { fakeClock, type FakeClock } from "../kit/fake-clock.ts";

/** A portal with someone logged in, and a short way to speak to it. */
export interface OpenPortal {
  readonly simulator: Simulator;
  readonly clock: FakeClock;
  readonly session: string;
  /** How long each `slow` or `hang` was asked to wait. Nothing really waits. */
  readonly waits: readonly number[];
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
  /** Calls a service in the open session. */
  call(service: string, rest?: Record<string, unknown>, headers?: Record<string, string>): Promise<Response>;
  /** {@link call}, when the answer is the portal's own JSON. */
  ask(service: string, rest?: Record<string, unknown>, headers?: Record<string, string>): Promise<Answer>;
  create(...data: object[]): Promise<Answer>;
  update(...data: object[]): Promise<Answer>;
  faults(...rules: object[]): Promise<Response>;
  ledger(): Promise<LedgerLine[]>;
}

export interface Answer {
  readonly error_code: string | number;
  readonly message: string;
  readonly session?: string;
  readonly result?: readonly Record<string, unknown>[];
}

export const FORWARD = "/VXPAdapter/RestService/forward";

export async function openPortal(
  options: Partial<SimulatorOptions> & { seed?: string; profile?: Partial<PortalProfile> } = {},
): Promise<OpenPortal> {
  const clock = fakeClock();
  const waits: number[] = [];
  const simulator = createSimulator({
    clock,
    random: seededRandom(options.seed ?? "1"),
    sectors: registry.all,
    wait: (milliseconds) => {
      waits.push(milliseconds);
      return Promise.resolve();
    },
    ...options,
  });
  const post = async (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
    simulator.app.request(path, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
  const { username, password, unitCode: madonvi } = DEMO_PORTAL;
  const login = await read(await post(`${FORWARD}/mapi/login`, { username, password }));
  const session = login.session ?? "";
  const call: OpenPortal["call"] = (service, rest, headers) =>
    post(`${FORWARD}/mapi/g`, { session, madonvi, service, ...rest }, headers);
  const ask: OpenPortal["ask"] = async (...args) => read(await call(...args));
  return {
    simulator,
    clock,
    session,
    waits,
    post,
    call,
    ask,
    create: (...data) => ask("DongBoHoSoMC", { isUpdating: "False", data }),
    update: (...data) => ask("DongBoHoSoMC", { isUpdating: "True", data }),
    faults: async (...rules) => simulator.app.request("/faults", { method: "PUT", body: JSON.stringify(rules) }),
    ledger: async () => {
      const text = await (await simulator.app.request("/ledger")).text();
      return text
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line) as LedgerLine);
    },
  };
}

export async function read(response: Response): Promise<Answer> {
  return (await response.json()) as Answer;
}
