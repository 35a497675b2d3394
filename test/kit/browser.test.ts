import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { openBrowser } from "./browser.ts";

const PAGE = `<!doctype html><html lang="vi"><meta charset="utf-8"><title>Hồ sơ</title>
<body style="font: 40px sans-serif; margin: 20px"><h1>Đăng ký khai sinh: Nguyễn Văn Mẫu</h1>
<button onclick="this.textContent = 'Đã gửi'">Gửi lại</button></body></html>`;

describe("the browser", () => {
  it("draws Vietnamese and runs a page's script", async () => {
    await using browser = await openBrowser();
    const page = await browser.newPage({ viewport: { width: 1000, height: 240 } });
    await page.goto(`data:text/html;charset=utf-8,${encodeURIComponent(PAGE)}`);
    expect(await page.title()).toBe("Hồ sơ");
    await page.getByRole("button", { name: "Gửi lại" }).click();
    expect(await page.getByRole("button").textContent()).toBe("Đã gửi");

    // Letters a font does not have are all drawn as the same box, equally wide; these are not.
    const widths = await page.evaluate<number[]>(`{
      const pen = document.createElement("canvas").getContext("2d");
      pen.font = "100px sans-serif";
      ["ĩ", "ỡ", "Ữ", "\\u{10FFFE}"].map((letter) => Math.round(pen.measureText(letter).width));
    }`);
    expect(new Set(widths).size).toBe(4);
    const picture = process.env["TEST_SCREENSHOT"];
    if (picture !== undefined) await page.screenshot({ path: picture });
  });

  it("reaches this machine and nothing else", async () => {
    const plain = { "content-type": "text/plain; charset=utf-8" };
    const server = createServer((_request, response) => response.writeHead(200, plain).end("ở đây"));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    await using browser = await openBrowser();
    const page = await browser.newPage();
    const answer = await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    expect(await answer?.text()).toBe("ở đây");
    await expect(page.goto("http://cdn.example/")).rejects.toThrow(/ERR_NAME_NOT_RESOLVED/);
    server.close();
    server.closeAllConnections();
  });
});
