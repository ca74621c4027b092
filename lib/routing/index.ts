export * from "./batches/schema";
export * from "./counts/schema";
export * from "./counts/words";
export * from "./decisions/schema";
export { decisionHref, readDecisionsView } from "./decisions/view";
export * from "./decisions/words";
export * from "./decompose/schema";
export * from "./formats/names";
export * from "./health/schema";
export * from "./ingest/schema";
export * from "./purge/schema";
export { BASELINE_LABELS, TESTABLE } from "./readiness/judge";
export * from "./readiness/schema";
export { type Bucket, prepareBoard, type ShareBoard, type ShareGroup } from "./share/board";
export type { OwnPart, ShareBoardData, TrafficDimensions } from "./share/board-schema";
export {
  exclusionModel,
  groupLabel,
  policyMarks,
  shareBarsModel,
  shareLinesModel,
  stackedShareModel,
} from "./share/charts";
export * from "./share/detail-schema";
export * from "./share/schema";
export {
  naturalInterval,
  readShareView,
  type ShareChange,
  ShareLook,
  type ShareView,
  shareApiSearch,
  shareSearch,
  wholeRange,
} from "./share/view";
export * from "./share/words";
export * from "./sources/schema";
export { DECIDED_BY, DecisionFilters, Instant, ORDERED, ordered } from "./store/range";
