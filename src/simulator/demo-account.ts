/** Someone who may call the portal: what VPCP (Văn phòng Chính phủ) hands to a province. */
export interface PortalAccount {
  readonly username: string;
  readonly password: string;
  /** `madonvi`: the province's code in the old form, e.g. `000.00.00.H26`. */
  readonly unitCode: string;
  /** Address of the portal on the data-exchange network, `instance:memberClass:memberCode:subsystem`. */
  readonly dstcode: string;
}

/** The account of demo and tests. Not a secret: it opens nothing but this stand-in. */
export const DEMO_PORTAL: PortalAccount = {
  username: "lienthong-demo",
  password: "lienthong-demo",
  unitCode: "000.00.00.H26",
  dstcode: "VN:GOV:000.00.00.G22:vpcpdvcprovider",
};
