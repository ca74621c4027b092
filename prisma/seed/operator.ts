import type { SystemActor } from "@/lib/access";

/** Whoever has the machine: the demo is set up as the key script and the first administrator are. */
export const OPERATOR: SystemActor = { kind: "system", id: "operator" };
