import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "#core/message/canonical-json.ts";
import {
  encodeEnvelope,
  encodeQuestion,
  readTail,
} from "../../../../src/destinations/wires/envelope/envelope-bytes.ts";

const caller = { unitCode: "000.00.00.H26", token: "b0f3c9d2-6a1e-4f5e-9c55-0e7f2a1d9c44" };
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

describe("envelope bytes", () => {
  it("carry the portal's own names, with isUpdating as a word", () => {
    const data = '[{"ChuHoSo":"Nguyễn Văn Mẫu","MaHoSo":"H26.107-260518-0123"}]';
    expect(text(encodeEnvelope({ service: "DongBoHoSoMC", isUpdating: false, data }, caller))).toBe(
      `{"data":${data},"isUpdating":"False","madonvi":"000.00.00.H26","service":"DongBoHoSoMC","session":"${caller.token}"}`,
    );
    expect(text(encodeEnvelope({ service: "DongBoHoSoMC", isUpdating: true, data }, caller))).toContain(
      '"isUpdating":"True"',
    );
    expect(text(encodeEnvelope({ service: "CapNhatTienDoHoSoMC", data }, caller))).not.toContain("isUpdating");
  });

  it("take the data over untouched, even where parsing would change them", () => {
    const data = '{"big":12345678901234567890,"one":1.0}';
    expect(text(encodeEnvelope({ service: "X", data }, caller))).toContain(`"data":${data},`);
  });

  it("are the canonical form of the whole request, whatever the content", () => {
    const content = fc.record({ service: fc.string(), isUpdating: fc.boolean(), data: fc.jsonValue() });
    fc.assert(
      fc.property(content, fc.string(), fc.string(), ({ service, isUpdating, data }, unitCode, token) => {
        const whole = { session: token, madonvi: unitCode, service, isUpdating: isUpdating ? "True" : "False", data };
        const bytes = encodeEnvelope({ service, isUpdating, data: canonicalJson(data) }, { unitCode, token });
        expect(text(bytes)).toBe(text(new TextEncoder().encode(canonicalJson(whole))));
      }),
    );
  });

  it("give service and session back, so that the session can be kept out of evidence", () => {
    const text = fc.string({ unit: "grapheme" });
    fc.assert(
      fc.property(text, text, fc.jsonValue(), (service, token, data) => {
        const bytes = encodeEnvelope({ service, data: canonicalJson(data) }, { unitCode: "H26", token });
        expect(readTail(bytes)).toEqual({ service, token });
      }),
    );
    expect(readTail(new TextEncoder().encode('{"session":"a","z":1}'))).toBeUndefined();
  });

  it("of a look-up spell mahoso in lower case", () => {
    expect(JSON.parse(text(encodeQuestion("TraCuuHoSo", { mahoso: "H26.107-260518-0123" }, caller)))).toEqual({
      session: caller.token,
      madonvi: caller.unitCode,
      service: "TraCuuHoSo",
      mahoso: "H26.107-260518-0123",
    });
  });
});
