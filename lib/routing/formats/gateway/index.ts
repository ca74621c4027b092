export { Field, firstStated, textIn } from "./field";
export type { CandidateDraft, Draft, Evidence, Gateway, GatewayRead } from "./gateway";
export { elapsedMs, instant } from "./instant";
export { type GatewayResult, type IsAlias, readGateway } from "./to-native";
