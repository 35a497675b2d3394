import { isIP } from "node:net";

/** Whether a text is an address or a range such as `10.1.2.3`, `10.1.0.0/16` or `fd00::/8`. */
export function isAddressRange(text: string): boolean {
  const [address = "", bits, more] = text.split("/");
  const longest = isIP(address) === 6 ? 128 : 32;
  return (
    isIP(address) !== 0 &&
    more === undefined &&
    (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= longest))
  );
}
