export * from "./decisions/schema";
export * from "./share/detail-schema";
export * from "./share/schema";
export { DecisionFilters, Instant, ORDERED, ordered } from "./store/range";
