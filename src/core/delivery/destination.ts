/**
 * A *destination* is one service that takes messages: the national portal, or the system of a ministry that a sector
 * reports to. Each has its own address, account, breaker, policies and queue, so that one that is down keeps nobody else
 * waiting. The national portal's own name:
 */
export const PORTAL = "portal";

/** Which destinations there are, and which of them later messages for the others have to wait for. */
export interface DeliveryOrder {
  /**
   * By name: whether messages of one dossier for other destinations wait until its earlier ones for this one are
   * delivered. Always so for the portal; by default so for a destination behind the portal's own door.
   */
  readonly holdsBack: ReadonlyMap<string, boolean>;
}

/** What has to be known of an undelivered message to put it in order. */
interface Ordered {
  readonly destination: string;
}

/**
 * The undelivered messages of one dossier that may be sent to one destination, one after the other: its own, up to the
 * first of another destination that holds it back.
 *
 * @param messages all undelivered messages of the dossier in number order, stopped ones included
 */
export function laneTo<M extends Ordered>(destination: string, messages: readonly M[], order: DeliveryOrder): M[] {
  const lane: M[] = [];
  for (const message of messages) {
    if (message.destination === destination) lane.push(message);
    // A destination nobody knows any more (its sector was removed) holds back: the cautious reading.
    else if (order.holdsBack.get(message.destination) ?? true) break;
  }
  return lane;
}

/** The first message of each lane of one dossier: what could be sent next, were it due. */
export function headsOf<M extends Ordered>(messages: readonly M[], order: DeliveryOrder): M[] {
  const destinations = new Set(messages.map(({ destination }) => destination));
  return [...destinations].flatMap((destination) =>
    order.holdsBack.has(destination) ? laneTo(destination, messages, order).slice(0, 1) : [],
  );
}
