import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readAdapterTls } from "../../src/compose/adapter-tls.ts";
import { TestFolder } from "../signing/trust/test-files.ts";
import { issue, now, type Wanted } from "../signing/trust/test-pki.ts";

const demo = (name: string) => fileURLToPath(new URL(`../../certs.example/${name}`, import.meta.url));
const ca = issue({ name: "Gốc Mẫu", ca: true });

/** Why a client certificate as wanted is refused at the start; undefined where it is not. */
function refusal(wanted: Partial<Wanted>, at = now): string | undefined {
  using folder = new TestFolder();
  const { certificate: cert, key } = folder.putIdentity(issue({ name: "Cổng Mẫu", issuer: ca, ...wanted }), "khach");
  try {
    readAdapterTls({ cert, key }, at);
    return undefined;
  } catch (error) {
    return /[Cc]ode: ([a-z-]+)/.exec(String(error))?.[1] ?? String(error);
  }
}

describe("readAdapterTls", () => {
  it("gives what the files hold", () => {
    const [cert, key] = [demo("tls-client.pem"), demo("tls-client.key")];
    expect(readAdapterTls({ ca: demo("ca.pem"), cert, key }, now)).toEqual({
      ca: readFileSync(demo("ca.pem"), "utf8"),
      cert: readFileSync(cert, "utf8"),
      key: readFileSync(key, "utf8"),
    });
    expect(readAdapterTls({}, now)).toEqual({});
  });

  it("refuses what an adapter would refuse", () => {
    expect(refusal({})).toBeUndefined();
    expect(refusal({ purposes: ["1.3.6.1.5.5.7.3.1"] })).toBe("certificate-usage");
    expect(refusal({ ca: true, keyUsage: 0x86 })).toBe("certificate-usage");
    expect(refusal({ digest: "sha1" })).toBe("certificate-algorithm-weak");
    expect(refusal({}, new Date("2037-01-01"))).toBe("certificate-outside-dates");
  });

  it.each([
    ["config-missing", { ca: "/khong/co/ca.pem" }],
    ["config-invalid", { ca: demo("tls-client.key") }],
    ["config-missing", { cert: "/khong/co.pem", key: demo("tls-client.key") }],
    ["key-mismatch", { cert: demo("tls-client.pem"), key: demo("tls-server.key") }],
    ["key-unreadable", { cert: demo("tls-client.pem"), key: demo("ca.pem") }],
  ])("says %s for %o", (code, files) => {
    expect(() => readAdapterTls(files, now)).toThrow(expect.objectContaining({ code }));
  });
});
