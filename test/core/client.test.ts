import { mayTouchAgency, type Client } from "#core/client.ts";
import { expect, it } from "vitest";

const client = (agencies: Client["agencies"]): Client => ({ id: "a", name: "A", rights: new Set(), agencies });

it.each([
  [null, "H26.107", true],
  [["H26"], "H26", true],
  [["H26"], "H26.107", true],
  [["H26"], "H26.107.3", true],
  [["H26.107"], "H26.107", true],
  [["H26.107"], "H26", false],
  [["H26.107"], "H26.108", false],
  [["H26.10"], "H26.107", false],
  [["H26"], "H260", false],
  [["H29", "H26.107"], "H26.107.3", true],
  [["000.00.53.H48"], "000.00.53.H48", true],
  // The first level is one in the old form (QCVN 102:2016, right to left) and the new; below it nothing is computed.
  [["H48"], "000.00.53.H48", true],
  [["000.00.00.H48"], "000.00.53.H48", true],
  [["000.00.00.H48"], "H48.12", true],
  [["000.00.00.H48"], "H48", true],
  [["000.00.00.H48"], "000.00.53.H49", false],
  [["000.00.53.H48"], "000.12.53.H48", true],
  [["000.00.53.H48"], "001.12.53.H48", true],
  [["000.12.53.H48"], "000.00.53.H48", false],
  [["000.00.53.H48"], "000.00.54.H48", false],
  [["000.00.53.H48"], "H48.53", false],
  [["H48.53"], "000.00.53.H48", false],
  [[], "H26", false],
])("%j may touch %s: %s", (agencies, code, allowed) => {
  expect(mayTouchAgency(client(agencies), code)).toBe(allowed);
});
