import { z } from "zod";
import { rawReply } from "../../reply.ts";
import { drawing, drawSettings } from "../draw.ts";
import { defineVariant } from "../variant.ts";

const CODE = "Server.ServerProxy.ServiceFailed.NetworkError";
const SAID = "Could not connect to target host";

export const adapterFault = defineVariant({
  name: "adapter-fault",
  changes: {
    vi: "Bộ kết nối trả HTTP 200 với lỗi của chính nó (JSON hoặc XML); Cổng không nhận được gì.",
    en: "The adapter answers HTTP 200 with a fault of its own (JSON or XML); the portal heard nothing.",
  },
  why: {
    vi: "Máy chủ bảo mật của trục (loại X-Road) có lời báo lỗi riêng, và bộ kết nối gói nó vào 200.",
    en: "Security servers of the X-Road kind have faults of their own, and adapters wrap them in a 200.",
  },
  settings: {
    form: z.enum(["json", "xml"]).default("json").describe("Dạng của lỗi. Form of the fault"),
    ...drawSettings(0.2),
  },
  play: ({ form, ...often }, { chance }) => {
    const strikes = drawing(often, chance);
    const reply =
      form === "json"
        ? rawReply(
            200,
            "application/json; charset=utf-8",
            JSON.stringify({ type: CODE, message: SAID, detail: "b1946ac9" }),
          )
        : rawReply(
            200,
            "text/xml; charset=utf-8",
            '<?xml version="1.0" encoding="utf-8"?><SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/">' +
              `<SOAP-ENV:Body><SOAP-ENV:Fault><faultcode>${CODE}</faultcode><faultstring>${SAID}</faultstring>` +
              "</SOAP-ENV:Fault></SOAP-ENV:Body></SOAP-ENV:Envelope>",
          );
    return {
      intercept: ({ service, dossierCodes, effect }) =>
        effect !== "login" && strikes([service, ...dossierCodes].join("\n")) ? reply : null,
    };
  },
});
