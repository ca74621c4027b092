import "server-only";

export { type ConflictCardPage, readConflictCard } from "./conflict-card/read-conflict-card";
export { expectedOf, judgedDecision, judgedDecisions, judgeOf } from "./decisions/judged-decisions";
export {
  type NeutralityPage,
  type NeutralityQuestion,
  readNeutralityAnswer,
  readNeutralityPage,
  readNeutralityQuestion,
} from "./neutrality/read-neutrality-page";
export { type OverlapTrafficPage, readOverlapTraffic } from "./overlap-traffic/read-overlap-traffic";
export { keepOverviewWarm } from "./overview/keep-warm";
export { type Exposure, readExposure } from "./overview/read-exposure";
export { type OverviewPage, readOverview } from "./overview/read-overview";
export { readTodos } from "./overview/read-todos";
