import { z } from "zod";
import { parseRange } from "#core/access/address-range.ts";
import { inBoth } from "./file-faults.ts";

/** Addresses and ranges such as `10.1.2.3`, `10.1.0.0/16` or `fd00::/8`. */
export const addressRanges = z
  .array(
    z.string().refine((text) => parseRange(text) !== null, {
      error: inBoth(
        "Cần một địa chỉ hoặc dải địa chỉ, ví dụ 10.1.0.0/16.",
        "expected an address or a range such as 10.1.0.0/16",
      ),
    }),
  )
  .max(100);
