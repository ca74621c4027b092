/** What the routers sent to one partner over all stored traffic: days half-open, share a fraction of 1. */
export type CardTraffic = {
  from: string;
  to: string;
  generated: boolean;
  /** Decisions that the routers made to any known model. */
  total: number;
  decisions: number;
  share: number;
};
