import { describe, expect, it } from "vitest";
import { Fault } from "#core/fault.ts";
import { adapterUrl } from "../../../../src/destinations/wires/envelope/adapter-url.ts";

const address = {
  url: "http://10.10.1.20:8080",
  context: "VXPAdapter",
  dstcode: "VN:GOV:000.00.00.G22:vpcpdvcprovider",
};

describe("adapter url", () => {
  it("is the one observed in one-stop clients", () => {
    expect(adapterUrl(address, "mapi/login")).toBe(
      "http://10.10.1.20:8080/VXPAdapter/RestService/forward/mapi/login?dstcode=VN%3AGOV%3A000.00.00.G22%3Avpcpdvcprovider",
    );
  });

  it("names the provider's back end, percent-encoded, when there are several", () => {
    const url = new URL(
      adapterUrl({ ...address, context: "XrdAdapter", providerUrl: "https://api.example.vn/a?b=1&c" }, "mapi/g"),
    );
    expect(url.pathname).toBe("/XrdAdapter/RestService/forward/mapi/g");
    expect(Object.fromEntries(url.searchParams)).toEqual({
      dstcode: address.dstcode,
      providerurl: "https://api.example.vn/a?b=1&c",
    });
  });

  it.each(["http://lgsp.example.vn/ss1", "http://lgsp.example.vn/ss1/"])(
    "keeps the path before the context: %s",
    (url) => {
      expect(adapterUrl({ ...address, url }, "mapi/g")).toMatch(
        /^http:\/\/lgsp\.example\.vn\/ss1\/VXPAdapter\/RestService\//,
      );
    },
  );

  it.each(["10.10.1.20:8080", "ftp://10.10.1.20", ""])("refuses %j, naming the variable", (url) => {
    expect(() => adapterUrl({ ...address, url }, "mapi/g")).toThrow(Fault);
    expect(() => adapterUrl({ ...address, url }, "mapi/g")).toThrow(/PORTAL_URL/);
  });
});
