import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serve } from "@hono/node-server";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SyncView } from "../../src/console/dependencies.ts";
import { openBrowser } from "../kit/browser.ts";
import { openConsole, SYNC } from "./open-console.ts";

/** Set it to keep the pictures. */
const KEEP = process.env["TEST_SCREENSHOTS"];

describe("the console in a browser", () => {
  let browser: Browser;
  let pictures: string;
  let sync: SyncView = SYNC;
  const { app } = openConsole({ sync: async () => sync });
  const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" });
  const at = (path: string) => `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;

  beforeAll(async () => {
    if (!server.listening) await once(server, "listening");
    browser = await openBrowser();
    pictures = KEEP ?? (await mkdtemp(join(tmpdir(), "lienthong-test-console-")));
  });
  afterAll(async () => {
    await browser.close();
    server.close();
    if (KEEP === undefined) await rm(pictures, { recursive: true, force: true });
  });

  /** A page that notes whatever the browser complains about. */
  async function open(options: Parameters<Browser["newPage"]>[0] = {}): Promise<{ page: Page; complaints: string[] }> {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
    const complaints: string[] = [];
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("requestfailed", (request) => complaints.push(request.url()));
    return { page, complaints };
  }

  async function logIn(page: Page, path = "/console"): Promise<void> {
    await page.goto(at(path));
    await page.getByLabel("Khóa API").fill("ops-key");
    await page.getByRole("button", { name: "Đăng nhập" }).click();
    await page.getByRole("button", { name: "Đăng xuất" }).waitFor();
    await page.waitForLoadState("load");
  }

  it("logs in, finds a dossier and reads what happened to it", async () => {
    const { page, complaints } = await open();
    await logIn(page);
    expect(await page.title()).toBe("Tình hình đồng bộ · Liên Thông");
    expect(await page.getByRole("list", { name: "Hồ sơ theo trạng thái đồng bộ" }).innerText()).toMatch(
      /Đang chờ\s+1\.281[^]+Đã đồng bộ\s+48\.212[^]+Chưa rõ kết quả\s+3[^]+Cần xử lý\s+7[^]+Bị từ chối\s+2/,
    );
    await page.screenshot({ path: join(pictures, "home.png") });

    // The font has the letters: it was loaded for Vietnamese and for Latin text, in all weights.
    const loaded = await page.evaluate<number>(
      `document.fonts.ready.then(() => [...document.fonts].filter((face) => face.status === "loaded").length)`,
    );
    expect(loaded).toBe(6);

    await page.getByRole("navigation", { name: "Lọc theo trạng thái đồng bộ" }).getByText("Cần xử lý").click();
    await page.waitForURL(/state=parked/);
    expect(await page.locator("tbody .badge").allInnerTexts()).toEqual(Array.from({ length: 4 }, () => "Cần xử lý"));

    await page.goto(at("/console/dossiers/H26.107-260518-0123"));
    expect(await page.getByRole("heading", { level: 1 }).innerText()).toBe("H26.107-260518-0123");
    expect(await page.locator(".timeline > li").count()).toBe(6);
    await page.screenshot({ path: join(pictures, "dossier.png"), fullPage: true });

    await page.getByRole("button", { name: "Đăng xuất" }).click();
    await page.getByLabel("Khóa API").waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("refreshes its figures by itself, keeps the focus, and says when it cannot", async () => {
    const { page } = await open();
    await page.clock.install();
    sync = SYNC;
    await logIn(page);
    await page.getByRole("link", { name: /Cần xử lý 7/ }).focus();
    sync = { ...SYNC, states: { ...SYNC.states, parked: 1_234 } };
    await page.clock.runFor(5_000);
    await page.getByRole("link", { name: /Cần xử lý 1\.234/ }).waitFor();
    const focused = await page.evaluate<string>("document.activeElement.getAttribute('href')");
    expect(focused).toBe("/console?state=parked#dossiers");
    expect(await page.getByText("Mất liên lạc với gateway").isVisible()).toBe(false);

    await page.route("**/figures.html*", (route) => route.abort());
    await page.clock.runFor(5_000);
    await page.getByText("Mất liên lạc với gateway").waitFor();

    // When the login has ended the page goes to the form.
    await page.unroute("**/figures.html*");
    await page.context().clearCookies();
    await page.clock.runFor(5_000);
    await page.getByLabel("Khóa API").waitFor();
    await page.close();
  });

  it("fits a telephone and the dark, and works without scripts", async () => {
    const { page, complaints } = await open({
      viewport: { width: 390, height: 844 },
      colorScheme: "dark",
      javaScriptEnabled: false,
    });
    await logIn(page, "/console/dossiers/H26.107-260518-0123");
    await page.screenshot({ path: join(pictures, "dossier-phone-dark.png") });
    expect(await page.locator(".trouble").innerText()).toContain("Dữ liệu từ phần mềm một cửa");
    await page.goto(at("/console"));
    await page.getByRole("link", { name: "Tải lại" }).click();
    await page.screenshot({ path: join(pictures, "home-phone-dark.png") });
    expect(complaints).toEqual([]);
    await page.close();

    const { page: measured } = await open({ viewport: { width: 390, height: 844 }, colorScheme: "dark" });
    await logIn(measured);
    expect(await measured.evaluate<number>("document.documentElement.scrollWidth")).toBe(390);
    const [red = 255] =
      /\d+/.exec(await measured.evaluate<string>("getComputedStyle(document.body).backgroundColor")) ?? [];
    expect(Number(red)).toBeLessThan(40);
    await measured.close();
  });
});
