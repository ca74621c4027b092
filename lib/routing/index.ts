export * from "./batches/schema";
export * from "./ingest/schema";
export * from "./sources/schema";
export * from "./decisions/schema";
export * from "./share/detail-schema";
export * from "./share/schema";
export { DecisionFilters, Instant, ORDERED, ordered } from "./store/range";
