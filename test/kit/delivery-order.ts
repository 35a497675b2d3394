import { PORTAL, type DeliveryOrder } from "#core/destination.ts";

/** The portal and the four sectors' destinations behind its door, as without any configuration. */
export const BEHIND_ONE_DOOR: DeliveryOrder = {
  holdsBack: new Map(
    [PORTAL, "civil-status", "driving-licences", "judicial-records", "promotions"].map((name) => [name, true]),
  ),
};
