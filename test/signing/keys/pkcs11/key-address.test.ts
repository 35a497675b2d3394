import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { isKeyAddress, readKeyAddress } from "../../../../src/signing/keys/pkcs11/key-address.ts";

const module = "module-path=/usr/lib/pkcs11.so";

describe("readKeyAddress", () => {
  it("reads everything a PKCS#11 URI may say here", () => {
    const uri =
      "pkcs11:token=So%20Noi%20v%E1%BB%A5;manufacturer=M;model=X;serial=0042;slot-id=7;object=ky;id=%00%ff;type=private" +
      `?${module}&pin-source=file:/run/pin%2520a&lienthong-certificates=/etc/chain.pem`;
    expect(readKeyAddress(uri)).toEqual({
      name: uri.split("?")[0],
      modulePath: "/usr/lib/pkcs11.so",
      token: { label: "So Noi vụ", manufacturer: "M", model: "X", serial: "0042", slotId: 7 },
      object: "ky",
      id: Buffer.of(0, 255),
      pinFile: "/run/pin a",
      certificateFile: "/etc/chain.pem",
    });
    expect(readKeyAddress(`PKCS11:?${module}`)).toEqual({
      name: "pkcs11:",
      modulePath: "/usr/lib/pkcs11.so",
      token: {},
    });
  });

  it("takes back any label and any id that were percent-encoded", () => {
    const octets = fc.uint8Array({ maxLength: 32 });
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), octets, (label, id) => {
        const encoded = [...id].map((octet) => `%${octet.toString(16).padStart(2, "0")}`).join("");
        const address = readKeyAddress(`pkcs11:token=${encodeURIComponent(label)};id=${encoded}?${module}`);
        expect(address.token.label).toBe(label);
        expect(address.id).toEqual(Buffer.from(id));
      }),
    );
  });

  it.each([
    ["no module", "pkcs11:token=a", "module-path"],
    ["a module that is no absolute path", "pkcs11:token=a?module-path=softhsm.so", "module-path"],
    ["a PIN in the clear", `pkcs11:token=a?${module}&pin-value=135790`, "pin-value"],
    ["a PIN from a program", `pkcs11:token=a?${module}&pin-source=%7C/bin/pin`, "pin-source"],
    ["a PIN file on another machine", `pkcs11:token=a?${module}&pin-source=file://host/pin`, "pin-source"],
    ["something unknown", `pkcs11:tokn=a?${module}`, "tokn"],
    ["something said twice", `pkcs11:token=a;token=b?${module}`, "token"],
    ["a wrong percent-encoding", `pkcs11:token=100%?${module}`, "token"],
    ["a public key", `pkcs11:type=public?${module}`, "type"],
    ["a slot that is no number", `pkcs11:slot-id=x?${module}`, "slot-id"],
  ])("refuses %s, naming the attribute and never a value", (_, uri, attribute) => {
    expect(() => readKeyAddress(uri)).toThrow(
      expect.objectContaining({
        code: "config-invalid",
        vi: expect.stringContaining(`«${attribute}»`) as string,
        en: expect.not.stringContaining("135790") as string,
      }),
    );
  });

  it("is for addresses, not for paths", () => {
    expect(["pkcs11:token=a", "PKCS11:", "/etc/pkcs11:key.p12", "key.pem"].map(isKeyAddress)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
