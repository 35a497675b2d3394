import { PORTAL, type DeliveryOrder } from "#core/delivery/destination.ts";

/** The portal and the sectors' destinations behind its door, as without any configuration. */
export const BEHIND_ONE_DOOR: DeliveryOrder = {
  holdsBack: new Map(
    [PORTAL, "civil-status", "interlinked-services", "driving-licences", "judicial-records", "vneid", "promotions"].map(
      (name) => [name, true],
    ),
  ),
};
