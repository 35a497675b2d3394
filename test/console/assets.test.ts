import { describe, expect, it } from "vitest";
import { openConsole } from "./open-console.ts";

describe("the files of the pages", () => {
  it("are all there, of the right type, and may be kept as long as their content is the same", async () => {
    const { app } = openConsole();
    const login = await (await app.request("/console/login")).text();
    const styles = [...login.matchAll(/href="(\/console\/static\/[^"]+)"/g)].map(([, path]) => path ?? "");
    expect(styles).toHaveLength(3);
    const fontSheet = await (await app.request(styles[0] ?? "")).text();
    const fonts = [...fontSheet.matchAll(/url\("([^"]+)"\)/g)].map(([, file]) => `/console/static/${file}`);
    expect(fonts).toHaveLength(9);
    for (const [paths, type] of [
      [styles, "text/css; charset=utf-8"],
      [fonts, "font/woff2"],
    ] as const) {
      for (const path of paths) {
        const answer = await app.request(path);
        expect([answer.status, answer.headers.get("Content-Type")]).toEqual([200, type]);
        expect(answer.headers.get("Cache-Control")).toBe("public, max-age=31536000, immutable");
        expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(500);
      }
    }
  });

  it("are asked for again without their version, or with an old one", async () => {
    const { app } = openConsole();
    for (const path of ["/console/static/live.js", "/console/static/live.js?v=old"]) {
      const answer = await app.request(path);
      expect([answer.status, answer.headers.get("Cache-Control")]).toEqual([200, "no-cache"]);
      expect(answer.headers.get("Content-Type")).toBe("text/javascript; charset=utf-8");
    }
  });

  it.each(["nothing.css", "..%2fassets.ts", "../console.ts"])("are no others: %s", async (file) => {
    const { app } = openConsole();
    expect((await app.request(`/console/static/${file}`)).status).not.toBe(200);
  });
});
