import { dossierStatus } from "#schemas/codes/dossier-statuses.ts";
import { checkDossier } from "#core/dossier/check-dossier.ts";
import { allMessages } from "#core/message/plan-messages.ts";
import type { DossierStatus } from "#schemas/codes/dossier-statuses.ts";
import { describe, expect, it } from "vitest";
import { toSectorMessages, usesCommonServices } from "../../../adapters/promotions/sector-messages.ts";
import { readSample, registry } from "../adapter-folders.ts";
import { promotionSample, type Promotion } from "./promotion-sample.ts";

const withStatus = ({ dossier, record }: Promotion, status: DossierStatus): Promotion => ({
  dossier: { ...dossier, status },
  record,
});

function told(promotion: Promotion) {
  return toSectorMessages(promotion)[0]?.payload;
}

describe("a dossier that the portal handed over", () => {
  it("is told by its status only, with type 2 beside the data", () => {
    const checked = checkDossier(readSample("promotions", "loyalty-notice-from-portal"), registry);
    if (!checked.ok) throw new Error("refused");
    expect(allMessages(checked)).toEqual([
      {
        kind: "sector",
        destination: "promotions",
        service: "DongBoTrangThaiHoSo",
        envelope: { type: "2" },
        payload: {
          MaHoSo: "H36.03-261116-0001",
          MaHoSoDonVi: "H36.03-261116-0001",
          MaDoiTuong: "55555555-6666-4777-8888-999999999999",
          NoiDung: "Tiếp nhận thông báo",
          NgayXuLy: "20261116081000",
          TrangThai: "2",
          TaiLieuXuLy: [],
        },
      },
    ]);
  });

  it("keeps the portal's code beside the province's", () => {
    expect(told(promotionSample("loyalty-notice-refused"))).toMatchObject({
      MaHoSo: "G22.99-261116-000412",
      MaHoSoDonVi: "H36.03-261117-0004",
      TrangThai: "11",
    });
  });

  it("says nothing while it is newly registered", () => {
    const fresh = withStatus(promotionSample("loyalty-notice-from-portal"), 1);
    expect([toSectorMessages(fresh), usesCommonServices(fresh)]).toEqual([[], false]);
  });

  it("tells the last step that led to its status, whatever came after", () => {
    const { dossier, record } = promotionSample("loyalty-notice-amendment");
    expect(told({ dossier, record })).toMatchObject({ TrangThai: "5", NgayXuLy: "20261124150000" });
    expect(told(withStatus({ dossier, record }, 2))).toMatchObject({ NgayXuLy: "20261124083000" });
  });

  it.each([
    [3, "Không được tiếp nhận", "20261118090000"],
    [4, "Đang xử lý", "20261116081000"],
    [8, "Dừng xử lý", "20261119090000"],
    [9, "Đã xử lý xong", "20261119090000"],
    [10, "Đã trả kết quả", "20261120090000"],
  ] as const)("without a log tells status %i by its name and day", (status, name, day) => {
    const { dossier, record } = promotionSample("loyalty-notice-from-portal");
    const times = {
      rejectedAt: "2026-11-18T09:00:00+07:00",
      completedAt: "2026-11-19T09:00:00+07:00",
      returnedAt: "2026-11-20T09:00:00+07:00",
    };
    const payload = told({ dossier: { ...dossier, ...times, status, progress: [] }, record });
    expect(payload).toMatchObject({ NoiDung: name, NgayXuLy: day });
  });

  it("leaves the account empty when there is none", () => {
    const { dossier, record } = promotionSample("loyalty-notice-from-portal");
    const applicant = { ...dossier.applicant, portalAccountId: null };
    expect(told({ dossier: { ...dossier, applicant }, record })).toMatchObject({ MaDoiTuong: "" });
  });
});

describe("every other dossier", () => {
  it.each(["lucky-draw-confirmed", "lucky-draw-amendment", "lucky-draw-report", "contest-notice"])(
    "%s goes through the common services alone",
    (name) => {
      const sample = promotionSample(name);
      expect([usesCommonServices(sample), toSectorMessages(sample)]).toEqual([true, []]);
    },
  );

  it("so does a registration filed on the portal", () => {
    const { dossier, record } = promotionSample("lucky-draw-confirmed");
    const onPortal = { dossier: { ...dossier, submittedVia: "national-portal" as const }, record };
    expect([usesCommonServices(onPortal), toSectorMessages(onPortal)]).toEqual([true, []]);
  });
});

it("sends the dossier's own number for every status but a refusal", () => {
  const { dossier, record } = promotionSample("loyalty-notice-refused");
  const coded = Object.values(dossierStatus)
    .slice(1)
    .map((status) => {
      const [message] = toSectorMessages({ dossier: { ...dossier, status }, record });
      return message?.payload["TrangThai"];
    });
  expect(coded).toEqual(["2", "11", "4", "5", "6", "7", "8", "9", "10"]);
});
