import "server-only";

export { expectedOf, judgedDecisions, judgeOf } from "./decisions/judged-decisions";
export { type OverviewPage, readOverview } from "./overview/read-overview";
export { type Exposure, readExposure } from "./overview/read-exposure";
export { readTodos } from "./overview/read-todos";
export { type ConflictCardPage, readConflictCard } from "./conflict-card/read-conflict-card";
export { type OverlapTrafficPage, readOverlapTraffic } from "./overlap-traffic/read-overlap-traffic";
