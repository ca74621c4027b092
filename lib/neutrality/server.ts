import "server-only";

export { assess, assessWithSeries } from "./assess";
export { readBeside } from "./beside/read-beside";
export { listDeviations } from "./deviations/list-deviations";
export { getPreflight, listPreflights } from "./preflight/list-preflights";
export { preflightDraft, preflightPolicy } from "./preflight/run-preflight";
export { readSpecifications } from "./specifications/read-specifications";
export { listDeviating } from "./telling/list-deviating";
export { readTellingDecisions } from "./telling/read-telling-decisions";
