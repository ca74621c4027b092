export { demoChecks } from "./checks";
export { prepareHistory, runHistory } from "./run-history";
export { clockStart, demoStops, type Stop } from "./stops";
