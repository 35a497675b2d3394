/** How a destination's queue is shared out between agencies, and who goes first. */
export interface QueueShares {
  /**
   * What one agency pushes beyond so many dossiers a minute stands in the queue as if it came in at this pace, so that
   * one agency's batch upload does not keep the others waiting.
   */
  readonly agencyPerMinute: number;
  /** Dossiers whose due date is so near, and not yet past, go before all others; 0: none do. */
  readonly urgentHours: number;
}

/** What holds where the configuration says nothing. */
export const USUAL_SHARES: QueueShares = { agencyPerMinute: 60, urgentHours: 24 };
