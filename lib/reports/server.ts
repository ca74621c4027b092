import "server-only";

export { type ConflictCardPage, readConflictCard } from "./conflict-card/read-conflict-card";
export { expectedOf, judgedDecision, judgedDecisions, judgeOf } from "./decisions/judged-decisions";
export { readDeviationsPage } from "./neutrality/read-deviations-page";
export {
  type NeutralityPage,
  type NeutralityQuestion,
  readNeutralityAnswer,
  readNeutralityPage,
  readNeutralityQuestion,
} from "./neutrality/read-neutrality-page";
export { readShareChange } from "./neutrality/read-share-change";
export { type OverlapTrafficPage, readOverlapTraffic } from "./overlap-traffic/read-overlap-traffic";
export { type Exposure, readExposure } from "./overview/read-exposure";
export { type OverviewPage, readOverview } from "./overview/read-overview";
export { readTodos } from "./overview/read-todos";
export { keepAnswersWarm } from "./warm/keep-warm";
