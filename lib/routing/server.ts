import "server-only";

export { listDecisions } from "./decisions/list-decisions";
export {
  comparableCandidates,
  type DecisionJudge,
  exclusionOf,
} from "./decisions/exclusion";
export { getDecision } from "./decisions/get-decision";
export { readPolicyMarks } from "./policy-marks/policy-marks";
export { shareDetail } from "./share/detail";
export { exportShare } from "./share/export-share";
export { share, shareBoard } from "./share/share";
export { trafficDimensions } from "./store/dimensions";
export { knownNames, learnNames, nameMap } from "./store/known-names";
export { whereDecisions } from "./store/range";
export { listBatches, readBatch } from "./batches/list-batches";
export { ingestDecisions, ingestFile, ingestResponse } from "./ingest/ingest";
export { recovered as recoverTraffic } from "./ingest/recover";
export { createTrafficSource } from "./sources/create-source";
export { listTrafficSources, readTrafficSource } from "./sources/list-sources";
export { updateTrafficSource } from "./sources/update-source";
export { refreshStakes } from "./stakes/refresh-stakes";
export { watchStakes } from "./stakes/watch-stakes";
