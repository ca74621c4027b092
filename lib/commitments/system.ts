import type { KeyActor, SystemActor } from "@/lib/access";

/** Runs checks by itself and opens findings; no person. */
export const CHECKS: SystemActor = { kind: "system", id: "checks" };

/** Sees what everybody who may read results may see, and nothing confidential: what a result may rest on. */
export const EVERY_READER: KeyActor = {
  ...{ kind: "key", id: "checks", name: "Checks", scope: "read", roles: ["executive"] },
  traffic_source_id: null,
};
