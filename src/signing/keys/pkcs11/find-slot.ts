import { type Pkcs11, returnValueOf, type TokenInfo } from "./driver.ts";
import type { TokenMatch } from "./key-address.ts";
import { TokenTrouble } from "./token-trouble.ts";

/**
 * The one slot whose token is as the address says.
 *
 * @throws TokenTrouble `token-missing`, `token-several`
 */
export function findSlot(pkcs11: Pkcs11, wanted: TokenMatch): { readonly slot: Buffer; readonly flags: number } {
  const present = pkcs11.C_GetSlotList(true).flatMap((slot) => {
    const info = infoOf(pkcs11, slot);
    return info === undefined ? [] : [{ slot, info }];
  });
  const [first, another] = present.filter(({ slot, info }) => matches(wanted, slot, info));
  const labels = present.flatMap(({ info }) => (info.label.trim() === "" ? [] : `«${info.label.trim()}»`)).join(", ");
  if (first === undefined) throw new TokenTrouble({ kind: "token-missing", detail: `tokens there: ${labels}` });
  if (another !== undefined) throw new TokenTrouble({ kind: "token-several", detail: `tokens there: ${labels}` });
  return { slot: first.slot, flags: first.info.flags };
}

/** Undefined for a token that was pulled out meanwhile, or that the module does not recognise. */
function infoOf(pkcs11: Pkcs11, slot: Buffer): TokenInfo | undefined {
  try {
    return pkcs11.C_GetTokenInfo(slot);
  } catch (error) {
    if (returnValueOf(error) === undefined) throw error;
    return undefined;
  }
}

function matches({ label, manufacturer, model, serial, slotId }: TokenMatch, slot: Buffer, info: TokenInfo): boolean {
  const says: readonly [string | undefined, string][] = [
    [label, info.label],
    [manufacturer, info.manufacturerID],
    [model, info.model],
    [serial, info.serialNumber],
  ];
  return (
    says.every(([wanted, said]) => wanted === undefined || wanted === said.replace(/[ \0]+$/, "")) &&
    (slotId === undefined || slotId === Number(slot.readBigUInt64LE(0)))
  );
}
