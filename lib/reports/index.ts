export type { CardTraffic } from "./conflict-card/schema";
export { cardTitle, stakeNotes, stakeWords } from "./conflict-card/words";
export * from "./neutrality/beside-guards";
export * from "./neutrality/beside-words";
export type { ShareChangeModel } from "./neutrality/decompose-chart";
export * from "./neutrality/deviating-words";
export * from "./neutrality/deviations-words";
export * from "./neutrality/glossary";
export { guardsText } from "./neutrality/guards";
export {
  explainBeside,
  explainCurve,
  explainLimits,
  explainTerms,
  meaningOf,
  type TermText,
} from "./neutrality/how-we-know";
export * from "./neutrality/schema";
export * from "./neutrality/share-fields";
export { composeSpecificationChart, specificationFinding } from "./neutrality/specification-chart";
export { STANDARDS } from "./neutrality/standards";
export { explainSteps } from "./neutrality/steps";
export { rowEvidence } from "./neutrality/strata-table";
export { composeDeviationChart, composeTelling, type ToldDecision } from "./neutrality/telling-chart";
export * from "./neutrality/terms";
export * from "./neutrality/view";
export { WAITING_WORDS } from "./neutrality/waiting-words";
export { subjectWords, viewWords } from "./neutrality/words";
export { ownerBars } from "./overlap-traffic/bars";
export type { OverlapTraffic } from "./overlap-traffic/schema";
export { checkSays, findingStands, standingWords } from "./overview/bridge-words";
export * from "./overview/schema";
