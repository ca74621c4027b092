export type { CardTraffic } from "./conflict-card/schema";
export { cardTitle, stakeNotes, stakeWords } from "./conflict-card/words";
export { ownerBars } from "./overlap-traffic/bars";
export type { OverlapTraffic } from "./overlap-traffic/schema";
export * from "./overview/schema";
