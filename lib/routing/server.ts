import "server-only";

export { listDecisions } from "./decisions/list-decisions";
export { type OwnerInterval, type ShareDetail, shareDetail } from "./share/detail";
export { share } from "./share/share";
export { knownNames, learnNames, nameMap } from "./store/known-names";
export { whereDecisions } from "./store/range";
