import "server-only";

export { listDecisions } from "./decisions/list-decisions";
export { exclusionOf } from "./decisions/exclusion";
export { readPolicyMarks } from "./policy-marks/policy-marks";
export { shareDetail } from "./share/detail";
export { share } from "./share/share";
export { knownNames, learnNames, nameMap } from "./store/known-names";
export { whereDecisions } from "./store/range";
