import type { JsonObject, JsonValue } from "#core/message/message.ts";
import { isObject } from "../../envelope-items.ts";
import { defineVariant } from "../variant.ts";

export const lookupCapitalKeys = defineVariant({
  name: "lookup-capital-keys",
  changes: {
    vi: "Tra cứu viết mọi tên trường bằng chữ hoa: MAHOSO, TRANGTHAIHOSO…",
    en: "Look-ups write every key in capitals: MAHOSO, TRANGTHAIHOSO …",
  },
  why: {
    vi: "LayThuTuc của Cổng viết như vậy (MATTHC, TENTTHC): tên cột của Oracle.",
    en: "The portal's LayThuTuc does so (MATTHC, TENTTHC): names of Oracle columns.",
  },
  settings: {},
  play: () => ({ view: ({ record }) => inCapitals(record) }),
});

function inCapitals(record: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key.toUpperCase(), inside(value)]));
}

function inside(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(inside);
  return isObject(value) ? inCapitals(value) : value;
}
