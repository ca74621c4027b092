import "server-only";

export { listBatches, readBatch } from "./batches/list-batches";
export { ingestCounts } from "./counts/ingest-counts";
export { readLatestReconciliation, readReconciliation } from "./counts/read-reconciliation";
export { readCursor, TimeCursor, writeCursor } from "./decisions/cursor";
export {
  comparableCandidates,
  type DecisionJudge,
  exclusionOf,
} from "./decisions/exclusion";
export { DecisionsExportQuery, exportDecisions } from "./decisions/export-decisions";
export { type FoundDecision, getDecision } from "./decisions/get-decision";
export { listDecisions } from "./decisions/list-decisions";
export { decomposeShare } from "./decompose/decompose-share";
export { readHealth } from "./health/read-health";
export { ROW_HASH } from "./ingest/columns";
export {
  ingestDecisions,
  ingestFile,
  ingestGateway,
  ingestResponse,
  ingestSpans,
  otlpResponse,
} from "./ingest/ingest";
export { recovered as recoverTraffic } from "./ingest/recover";
export { readPolicyMarks } from "./policy-marks/policy-marks";
export { type PolicyTraffic, readPolicyTraffic } from "./policy-marks/policy-traffic";
export { type BoundPools, bindPools, POOL_NUMBER } from "./pools/bind";
export { loadPools } from "./pools/load";
export { listCost, type Pool, type Pools, poolChanges, poolOf } from "./pools/pool";
export { poolsBefore } from "./pools/stamps";
export { listPurges } from "./purge/list-purges";
export { purgeBatch, purgeSource } from "./purge/purge";
export { readReadiness } from "./readiness/read-readiness";
export { shareDetail } from "./share/detail";
export { exportShare } from "./share/export-share";
export { share, shareBoard } from "./share/share";
export { createTrafficSource } from "./sources/create-source";
export { listTrafficSources, readTrafficSource } from "./sources/list-sources";
export { readSourceAbove } from "./sources/read-source-above";
export { updateTrafficSource } from "./sources/update-source";
export { refreshStakes } from "./stakes/refresh-stakes";
export { watchStakes } from "./stakes/watch-stakes";
export { trafficDimensions } from "./store/dimensions";
export { knownNames, learnNames, nameMap } from "./store/known-names";
export { readParties } from "./store/parties";
export { whereDecisions } from "./store/range";
export { listStrata, type SeenStratum } from "./store/strata";
