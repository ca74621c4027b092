import { forbidden, notFound } from "@/lib/kernel/errors";
import { type Permission, ROLE_PERMISSIONS, type Role } from "./roles";

export type KeyScope = "ingest" | "read" | "write";

export type PersonActor = { kind: "person"; id: string; email: string; name: string; roles: readonly Role[] };

export type KeyActor = {
  kind: "key";
  id: string;
  name: string;
  scope: KeyScope;
  roles: readonly Role[];
  /** The traffic source that an ingest key posts for; null for other scopes. */
  traffic_source_id: string | null;
};

/** Parts of the system that act by themselves; `operator` is whoever has the machine (set-up, key script, demo). */
export type SystemActor = {
  kind: "system";
  id: "detection" | "checks" | "reviews" | "operator" | "identity";
};

export type Actor = PersonActor | KeyActor | SystemActor;

const WRITES: readonly Permission[] = [
  "register:write",
  "register:write_assigned",
  "register:import",
  "review:request",
  "review:decide",
  "traffic:write",
  "traffic:purge",
  "check:define",
  "finding:manage",
  "notice:announce",
];

/** Whether the actor holds the permission. A read key never writes; an ingest key holds no permission at all. */
export function can(actor: Actor, permission: Permission): boolean {
  if (actor.kind === "system") return actor.id === "operator" || !WRITES.includes(permission);
  if (actor.kind === "key" && actor.scope === "ingest") return false;
  if (actor.kind === "key" && actor.scope === "read" && WRITES.includes(permission)) return false;
  if (actor.kind === "key" && permission === "people:manage") return false;
  return actor.roles.some((role) => ROLE_PERMISSIONS[role].includes(permission));
}

/** Throws 403 unless the actor holds one of the permissions. */
export function authorize(actor: Actor, ...anyOf: readonly Permission[]): void {
  if (!anyOf.some((permission) => can(actor, permission))) throw forbidden();
}

/** Compliance and auditors stand above walls; system actors see everything; nobody else does. */
export const standsAbove = (actor: Actor): boolean =>
  actor.kind === "system" || actor.roles.includes("compliance") || actor.roles.includes("auditor");

/** A confidential fact is visible above the walls and to the managers of its partner. */
export const canSeeConfidential = (actor: Actor, managers: readonly string[]): boolean =>
  standsAbove(actor) || (actor.kind === "person" && managers.includes(actor.email));

/**
 * Whether the actor may change records of a partner: compliance always, a partner manager when assigned. A record
 * that the actor may not see is not found; one that can be seen but not changed is forbidden.
 */
export function authorizeWrite(actor: Actor, managers: readonly string[], visible = true): void {
  if (!visible) throw notFound();
  if (can(actor, "register:write")) return;
  const assigned = actor.kind === "person" && managers.includes(actor.email);
  if (!(can(actor, "register:write_assigned") && assigned)) throw forbidden();
}

/** `person:ID`, `key:ID` or `system:NAME`: what audit entries and `updated_by` columns hold. */
export const actorRef = (actor: Actor): string => `${actor.kind}:${actor.id}`;
