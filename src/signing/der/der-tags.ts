/** The universal tags of DER (ITU-T X.690) used here, with their constructed bit. */
export const derTag = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  enumerated: 0x0a,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

/** Context-specific tag `[n]` of a constructed value. */
export const contextTag = (n: number): number => 0xa0 + n;
/** Context-specific tag `[n] IMPLICIT` of a value of a primitive type. */
export const primitiveContextTag = (n: number): number => 0x80 + n;
