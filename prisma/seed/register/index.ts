import type { DemoPeriod } from "../traffic";
import type { RegisterDocument } from "./document";
import { COMMITMENTS, PARTIES, PARTNERSHIPS, SOURCES } from "./facts";
import { CO_HOLDINGS, ROUNDS } from "./investments";
import { policiesFor } from "./policies";
import { PRODUCTS, SEGMENTS } from "./products";

export type { RegisterDocument } from "./document";

/** The sample register: public facts of April 2026, and the simulated routers' policies dated as their traffic is. */
export const sampleRegister = (period: DemoPeriod): RegisterDocument => ({
  sources: SOURCES,
  parties: PARTIES,
  partnerships: PARTNERSHIPS,
  rounds: ROUNDS,
  co_holdings: CO_HOLDINGS,
  segments: SEGMENTS,
  products: PRODUCTS,
  policies: policiesFor(period),
  commitments: COMMITMENTS,
});
