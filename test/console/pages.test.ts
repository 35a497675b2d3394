import { describe, expect, it } from "vitest";
import { Fault } from "#core/fault.ts";
import type { Finding } from "#core/reconciliation/reconciliation.ts";
import type { WebhookView } from "#core/ports/webhooks.ts";
import { openConsole, SYNC } from "./open-console.ts";
import { REFUSED_DOSSIER, SUMMARIES } from "./sample-dossiers.ts";

const NOT_TOLD = {
  destination: "civil-status",
  code: "not-told-record-missing",
  message: "Chưa báo được Bộ Tư pháp, vì hồ sơ không có phần tờ khai (record).",
  messageEn: "The gateway could not tell the Ministry of Justice, because the dossier has no record.",
};
const CODE = REFUSED_DOSSIER.dossierCode;
const POLICY =
  "default-src 'none'; style-src 'self'; font-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; " +
  "form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/** What a reader sees of a page: its text, in one line. */
const seen = (page: string) => page.replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ");

const DIFFERENT: Finding = {
  id: "0196e0a2-5b1c-7f3a-9d55-2f6f2c1f0a01",
  dossierCode: CODE,
  kind: "different",
  state: "open",
  fields: ["ChuHoSo", "<b>"],
  message: "Cổng giữ nội dung khác.",
  messageEn: "Other content.",
  foundAt: "2026-05-18T02:31:00+07:00",
  seenAt: "2026-05-18T02:31:00+07:00",
  settledAt: null,
  settledBy: null,
  reason: null,
};

describe("every page", () => {
  it.each(["/console", "/console/login", "/console/figures.html", `/console/dossiers/${CODE}`, "/console/nowhere"])(
    "takes nothing from elsewhere and is kept nowhere: %s",
    async (path) => {
      const { app, logIn } = openConsole();
      const cookie = path.endsWith("login") ? "" : await logIn();
      const answer = await app.request(path, { headers: { Cookie: cookie } });
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        "content-security-policy": POLICY,
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cache-control": "no-store",
      });
      const text = await answer.text();
      expect(text).not.toMatch(/ style="| on\w+="|<script>|https?:\/\//);
      if (!path.includes("figures")) expect(text).toMatch(/^<!doctype html>\s*<html lang="vi">/);
    },
  );

  it("says that the database is away, and leaves what it does not know to the application", async () => {
    const away = new Fault("database-unavailable", { vi: "x", en: "x" });
    for (const [error, status] of [
      [away, 503],
      [new Error("bug"), 500],
    ] as const) {
      const { app, logIn } = openConsole({ sync: () => Promise.reject(error) });
      const answer = await app.request("/console", { headers: { Cookie: await logIn() } });
      expect(answer.status).toBe(status);
      expect(await answer.text()).toContain(status === 503 ? "Cơ sở dữ liệu tạm thời" : "left to the application");
    }
  });
});

describe("the first page", () => {
  it("names the webhooks that are not well to whom they concern, and says nothing where all are", async () => {
    const well = {
      name: "phuong",
      client: "phường.1",
      state: "active",
      failures: 0,
      failingSince: null,
      nextTryAt: null,
      lastTakenAt: null,
      cause: null,
      httpStatus: null,
    } as const;
    const failing = { ...well, state: "failing", failures: 3, failingSince: "2026-05-18T08:00:00+07:00" } as const;
    const page = async (key: string, ...webhooks: readonly WebhookView[]) => {
      const { app, logIn } = openConsole({ webhooks });
      return seen(await (await app.request("/console", { headers: { Cookie: await logIn(key) } })).text());
    };
    expect(await page("ops-key", well)).not.toContain("Webhook");
    const shown = await page(
      "ops-key",
      { ...failing, cause: "timeout" },
      { ...failing, state: "disabled", httpStatus: 410 },
    );
    expect(shown).toMatch(/Webhook phuong: chưa gửi được, đang gửi lại từ .*08:00.* 3 lần, timeout/);
    expect(shown).toMatch(/Webhook phuong: đã ngừng .*HTTP 410/);
    expect(await page("ward-key", failing)).toContain("Webhook phuong");
    expect(await page("ward-key", { ...failing, client: "another" })).not.toContain("Webhook");
  });

  it("shows the five states, the portal and the queue in words", async () => {
    const text = seen(await openConsole().read("/console"));
    for (const words of [
      "Đang chờ 1.281",
      "Đã đồng bộ 48.212",
      "Chưa rõ kết quả 3",
      "Cần xử lý 7",
      "Bị từ chối 2",
      "Cổng Dịch vụ công quốc gia: Kết nối bình thường từ 18/05 06:12:40",
      "1.284 hồ sơ",
      "2 phút 17 giây",
      "361 thông điệp/phút",
      "Khoảng 4 phút",
    ]) {
      expect(text).toContain(words);
    }
  });

  it("counts the dossiers no ministry could be told of, leads to them, and is silent where there are none", async () => {
    const page = await openConsole().read("/console");
    expect(seen(page)).toContain("Chưa báo được bộ, ngành: 4 hồ sơ");
    expect(page).toContain('href="/console?notTold=true#dossiers"');
    const none = { ...SYNC, states: { ...SYNC.states, notTold: 0 } };
    expect(seen(await openConsole({ sync: async () => none }).read("/console"))).not.toMatch(/ngành: \d/);
  });

  it("keeps to them in the list, its search, its pages and the figures it refreshes", async () => {
    const untold = SUMMARIES.map((item) => ({ ...item, notTold: [NOT_TOLD] }));
    const pages = openConsole({ summaries: untold });
    const page = await pages.read("/console?notTold=true&q=H26");
    expect(pages.asked.at(-1)?.filter).toEqual({ notTold: true, q: "H26" });
    expect(seen(page)).toContain("Đã đồng bộ Chưa báo được bộ, ngành");
    expect(page).toContain('<input type="hidden" name="notTold" value="true" />');
    expect(page).toContain('data-source="/console/figures.html?notTold=true"');
    expect(page).toMatch(/notTold=true&(amp;)?q=H26&(amp;)?cursor=25#dossiers" rel="next"/);
  });

  it.each([
    ["open", "Tạm ngừng gửi"],
    ["half-open", "Đang thử lại"],
  ] as const)("tells that the breaker is %s", async (breaker, words) => {
    const sync = {
      ...SYNC,
      portal: { ...SYNC.portal, reachable: false, breaker },
      queue: { ...SYNC.queue, etaSeconds: null },
    };
    const text = seen(await openConsole({ sync: async () => sync }).read("/console"));
    expect(text).toContain(`quốc gia: ${words} từ 18/05`);
    expect(text).toContain("Chờ Cổng hoạt động trở lại");
  });

  it.each([
    ["2026-07-17T01:30:15Z", "Chứng thư ký còn 60 ngày đến 17/07/2026 08:30"],
    ["2026-05-19T01:30:15Z", "Chứng thư ký còn 1 ngày"],
    ["2026-05-18T01:30:14Z", "Chứng thư ký đã hết hạn"],
    ["2026-07-17T01:30:16Z", undefined],
  ])("tells that the signing certificate ends soon: %s", async (end, words) => {
    const text = seen(await openConsole({ signingEndsAt: new Date(end) }).read("/console"));
    if (words === undefined) expect(text).not.toContain("Chứng thư ký");
    else expect(text).toContain(words);
  });

  it("names a service that is down while its destination answers", async () => {
    const stopped = { service: "CapNhatTienDoHoSoMC", since: "2026-05-18T08:12:40+07:00" };
    const sync = { ...SYNC, destinations: [{ name: "portal", pausedUntil: null, stoppedServices: [stopped] }] };
    expect(seen(await openConsole({ sync: async () => sync }).read("/console"))).toContain(
      "Dịch vụ CapNhatTienDoHoSoMC (portal) không trả lời từ 18/05 08:12",
    );
  });

  it("counts what is due soon and not in sync", async () => {
    expect(seen(await openConsole().read("/console"))).toContain("Hẹn trả trong 24 giờ due soon 12 hồ sơ chưa đồng bộ");
  });

  it("lists dossiers with masked names", async () => {
    const page = await openConsole().read("/console");
    const text = seen(page);
    expect(text).toContain("H26.107-260518-0180 Hộ tịch Nguyễn V. M. H26.107 Được tiếp nhận Đang chờ 18/05 08:30:02");
    expect(text).toContain("Công ty TNHH Thương mại Mẫu");
    expect(page).not.toContain("Nguyễn Văn Mẫu");
    expect(page).toContain('href="/console/dossiers/H26.107-260518-0180"');
  });

  it("filters, searches and turns pages through its address", async () => {
    const { read, asked, logIn } = openConsole();
    const cookie = await logIn();
    const first = await read("/console?state=in-sync&q=%20M%E1%BA%ABu%20", cookie);
    expect(asked.at(-1)).toEqual({ filter: { state: "in-sync", q: "Mẫu" }, page: { limit: 25 }, scope: null });
    expect(first).toMatch(/href="\/console\?state=in-sync&amp;q=M%E1%BA%ABu&amp;cursor=25#dossiers" rel="next"/);
    expect(first).not.toContain('rel="first"');
    expect(first).toContain('value="Mẫu"');

    const second = await read("/console?state=in-sync&q=M%E1%BA%ABu&cursor=25", cookie);
    expect(asked.at(-1)?.page).toEqual({ limit: 25, cursor: "25" });
    expect(second).toMatch(/href="\/console\?state=in-sync&amp;q=M%E1%BA%ABu#dossiers" rel="first"/);
    expect(seen(second)).toContain("Đã hết danh sách");
  });

  it("takes what it cannot read in an address as not there", async () => {
    const { read, asked } = openConsole();
    await read(`/console?state=nonsense&q=%20&cursor=${"x".repeat(501)}`);
    expect(asked.at(-1)).toEqual({ filter: {}, page: { limit: 25 }, scope: null });
  });

  it("keeps a reader inside the agencies of the key, figures and all, and says so", async () => {
    const { read, asked, counted, logIn } = openConsole();
    const text = seen(await read("/console", await logIn("ward-key")));
    expect(asked.at(-1)?.scope).toEqual(["H26.107"]);
    expect(text).toContain("Danh sách và số liệu ở trên chỉ gồm các cơ quan trong phạm vi của bạn");
    expect(counted).toEqual([["H26.107"]]);
    await read("/console/figures.html", await logIn("ward-key"));
    await read("/console/dossiers/none", await logIn("ward-key"));
    expect(counted).toEqual([["H26.107"], ["H26.107"], ["H26.107"]]);
    expect(seen(await read("/console"))).not.toContain("trong phạm vi của bạn");
    expect(counted.at(-1)).toBeNull();
  });

  it("says what to do when there is nothing", async () => {
    const { read } = openConsole({ summaries: [] });
    expect(seen(await read("/console"))).toContain("Chưa có hồ sơ nào.");
    expect(seen(await read("/console?q=x"))).toContain("Không có hồ sơ phù hợp.");
  });

  it("escapes whatever was pushed", async () => {
    const script = `<script>alert("x")</script>`;
    const [first] = SUMMARIES;
    const hostile = { ...first!, applicantName: `${script} ${script}`, agencyCode: script, sector: script };
    const page = await openConsole({ summaries: [hostile] }).read(
      `/console?q=${encodeURIComponent(`"><img src=x>${script}`)}`,
    );
    expect(page).not.toContain("<script>alert");
    expect(page).not.toContain("<img");
    expect(page).toContain("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;");
  });

  it("lists what differs at the portal with counts, and nothing where nothing does", async () => {
    const differences = { open: { missing: 1_200, extra: 0, different: 1 }, findings: [DIFFERENT] };
    const page = await openConsole({ differences }).read("/console");
    const text = seen(page);
    expect(text).toContain("Sai lệch với Cổng");
    expect(text).toContain("Cổng không có: 1.200 · Khác nội dung: 1");
    expect(text).toContain(`${CODE} Khác nội dung Cổng giữ nội dung khác. ChuHoSo, &lt;b&gt; 18/05 02:31:00`);
    expect(text).toContain("Còn 1.200 sai lệch khác.");
    expect(page).toContain(`href="/console/dossiers/${CODE}"`);
    expect(page).not.toContain("<b>");
    expect(await openConsole().read("/console")).not.toContain("Sai lệch với Cổng");
  });

  it("serves its figures alone, marking the state the page is filtered by", async () => {
    const { read } = openConsole();
    const page = await read("/console?state=parked");
    expect(page).toContain('data-source="/console/figures.html?state=parked"');
    const part = await read("/console/figures.html?state=parked");
    expect(part).not.toContain("<html");
    expect(part.match(/aria-current/g)).toHaveLength(1);
    expect(page).toContain(part);
  });
});

describe("the page of a dossier", () => {
  it("says what the portal holds differently, whatever was delivered", async () => {
    const differences = { open: { missing: 0, extra: 0, different: 1 }, findings: [DIFFERENT] };
    const page = await openConsole({ differences }).read(`/console/dossiers/${CODE}`);
    expect(seen(page)).toContain("Đối soát lúc 18/05/2026 02:31: Cổng giữ nội dung khác.");
    expect(seen(page)).toContain("Trường khác nhau: ChuHoSo, &lt;b&gt;");
    expect(await openConsole().read(`/console/dossiers/${CODE}`)).not.toContain("Đối soát");
  });

  it("says of a waiting dossier that the portal does not answer, and since when", async () => {
    const portal = { reachable: false, breaker: "open", since: "2026-05-18T06:12:40+07:00" } as const;
    const away = async () => ({ ...SYNC, portal });
    const waiting = { ...REFUSED_DOSSIER, syncState: "pending" } as const;
    const text = async (input: Parameters<typeof openConsole>[0]) =>
      seen(await openConsole(input).read(`/console/dossiers/${CODE}`));
    expect(await text({ details: [waiting], sync: away })).toContain("Cổng không trả lời từ 18/05/2026 06:12");
    expect(await text({ details: [waiting] })).not.toContain("Cổng không trả lời");
    expect(await text({ sync: away })).not.toContain("Cổng không trả lời");
  });

  it("tells what happened and whose turn it is", async () => {
    const text = seen(await openConsole().read(`/console/dossiers/${CODE}`));
    for (const words of [
      "Tình hình đồng bộ H26.107-260518-0123",
      "Bên cần xử lý: Dữ liệu từ phần mềm một cửa",
      "Người phải xử lý: cán bộ và đơn vị phần mềm một cửa",
      "1.001193.H26 Đăng ký khai sinh",
      "UBND phường Ba Đình · H26.107",
      "Phần mềm một cửa Mẫu · lần sửa đổi 2",
      "18/05 08:21:05 Gửi thông điệp 1: Chưa rõ kết quả",
      "X-Request-Id 7c9e6679-7425-40de-944b-e07fc1f90ae7",
      "1 Toàn bộ hồ sơ DongBoHoSoMC Đã gửi xong 0196e0a2-5b1c-7f3a-9d55-2f6f2c1f0a01 2 18/05 08:21:04 18/05 08:23:40",
      "Hỏi lại Cổng về thông điệp 1: Cổng chưa có",
      "Gửi thông điệp 1, 2: Cổng đã nhận",
      "Nhận lần sửa đổi 2",
      "HTTP 200 error_code 102",
      "NhanHoSoDangKyHoTich",
    ]) {
      expect(text).toContain(words);
    }
  });

  it("shows no name in full and no number of a person", async () => {
    const page = await openConsole().read(`/console/dossiers/${CODE}`);
    for (const secret of [
      "Nguyễn Văn Mẫu",
      "Nguyễn Minh Mẫu",
      "001099012345",
      "001 099",
      "C1234567",
      "0912345678",
      "mau@",
    ]) {
      expect(page).not.toContain(secret);
    }
    expect(page).toContain("Số định danh ••• của Nguyễn V. M.");
  });

  it("stays quiet about blame when all is well, and escapes what the portal said", async () => {
    const message = `<b onclick="x">hư</b>`;
    const attempt = REFUSED_DOSSIER.timeline.find((entry) => entry.kind === "attempt");
    const timeline = attempt === undefined ? [] : [{ ...attempt, message, outcome: "<i>" }];
    const { read } = openConsole({ details: [{ ...REFUSED_DOSSIER, syncState: "in-sync", warnings: [], timeline }] });
    const page = await read(`/console/dossiers/${CODE}`);
    expect(page).toContain("&lt;b onclick=&quot;x&quot;&gt;hư&lt;/b&gt;");
    expect(page).not.toContain("<i>");
    expect(seen(page)).not.toContain("Bên cần xử lý");
    expect(seen(page)).not.toContain("Cảnh báo");
  });

  it("shows an officer which fields a ministry refused, where they stand in the dossier, with numbers masked", async () => {
    const attempt = REFUSED_DOSSIER.timeline.find((entry) => entry.kind === "attempt");
    const issue = { code: "refused-by-receiver", messageEn: "", severity: "error" } as const;
    const issues = [
      { ...issue, pointer: "/record/mother/personalId", message: "Hệ thống nhận báo: “001099012345 <sai>”" },
      { ...issue, pointer: "", message: "Hệ thống nhận báo: “cbsSoDDCN sai”" },
    ];
    const timeline = attempt === undefined ? [] : [{ ...attempt, issues }];
    const { read } = openConsole({ details: [{ ...REFUSED_DOSSIER, timeline }] });
    const page = seen(await read(`/console/dossiers/${CODE}`));
    expect(page).toMatch(/Trường \/record\/mother\/personalId\s*: Hệ thống nhận báo/);
    expect(page).toMatch(/Chưa rõ trường\s*: Hệ thống nhận báo: “cbsSoDDCN sai”/);
    expect(page).not.toContain("001099012345");
    expect(await read(`/console/dossiers/${CODE}`)).not.toContain("<sai>");
  });

  it("says above everything else who does not know of a dossier that the portal has, once", async () => {
    const warning = { ...NOT_TOLD, pointer: "/record", severity: "warning" } as const;
    const detail = { ...REFUSED_DOSSIER, syncState: "in-sync", notTold: [NOT_TOLD], warnings: [warning] } as const;
    const text = seen(await openConsole({ details: [detail] }).read(`/console/dossiers/${CODE}`));
    expect(text).toMatch(
      /Đã đồng bộ Chưa báo được bộ, ngành .*Chưa báo được Bộ Tư pháp, vì hồ sơ không có phần tờ khai/,
    );
    expect(text.split(NOT_TOLD.message)).toHaveLength(2);
    expect(seen(await openConsole().read(`/console/dossiers/${CODE}`))).not.toContain("Chưa báo được");
  });

  it("is not there for a reader of other agencies", async () => {
    const elsewhere = { ...REFUSED_DOSSIER, dossier: { ...REFUSED_DOSSIER.dossier, agencyCode: "H26.33" } };
    for (const [detail, status] of [
      [REFUSED_DOSSIER, 200],
      [elsewhere, 404],
    ] as const) {
      const { app, logIn } = openConsole({ details: [detail] });
      const headers = { Cookie: await logIn("ward-key") };
      expect((await app.request(`/console/dossiers/${CODE}`, { headers })).status).toBe(status);
    }
  });

  it("is not there for a code nobody pushed", async () => {
    const { app, logIn } = openConsole();
    const answer = await app.request("/console/dossiers/H26-260518-9999", { headers: { Cookie: await logIn() } });
    expect([answer.status, seen(await answer.text())]).toEqual([404, expect.stringContaining("Không tìm thấy")]);
  });
});
