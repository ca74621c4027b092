export * from "./decisions/schema";
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
export * from "./batches/schema";
export * from "./ingest/schema";
export * from "./sources/schema";
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
export { DecisionFilters, Instant, ORDERED, ordered } from "./store/range";
