import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { exchangeRules, type Exchange } from "../../../adapters/civil-status/exchange-rules.ts";
import { readSample } from "../adapter-folders.ts";

const FOLDER = new URL("../../../adapters/civil-status/samples/exchange/", import.meta.url);
const names = readdirSync(FOLDER).map((file) => file.replace(/\.json$/, ""));

interface Fixture {
  readonly exchange: Exchange;
  readonly findings: readonly object[];
}

function found(exchange: Exchange) {
  return exchangeRules.flatMap((rule) =>
    rule.check(exchange).map(({ pointer, message }) => ({ pointer, code: rule.id, message: message ?? rule.message })),
  );
}

describe("rules of the exchange", () => {
  it.each(names)("find in %s exactly what it shows", (name) => {
    const { exchange, findings } = readSample("civil-status", `exchange/${name}`) as Fixture;
    expect(found(exchange)).toEqual(findings);
  });

  it.each<Exchange>([
    { kind: "answer", body: { status: "1" } },
    { kind: "answer", body: { status: "0", errorDescription: "Sai mã đơn vị" } },
    { kind: "poll", body: { maDinhDanhHoSo: ["a", "b", "c"] } },
    { kind: "status", of: "BTP", body: { trangThai: "4" } },
    { kind: "status", of: "DVCLT", body: { trangThai: 5 } },
  ])("have nothing against %j", (exchange) => {
    expect(found(exchange)).toEqual([]);
  });
});
