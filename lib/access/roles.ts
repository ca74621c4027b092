import { z } from "zod";

export const Role = z.enum(["partner_manager", "compliance", "executive", "auditor", "partner", "admin"]);
export type Role = z.infer<typeof Role>;

export const ROLE_LABELS: Record<Role, string> = {
  partner_manager: "Partner manager",
  compliance: "Compliance",
  executive: "Executive",
  auditor: "Auditor",
  partner: "Partner",
  admin: "Administrator",
};

/** What each permission lets one do; the words are shown on the roles page. */
export const PERMISSIONS = {
  "register:read": "read the register",
  "register:write": "change the register",
  "register:write_assigned": "change records of the partners assigned",
  "register:import": "import register documents",
  "overlap:read": "read overlaps",
  "review:request": "ask for reviews of overlaps, propose their outcome, give proof of conditions",
  "review:decide": "decide reviews that others asked for, and judge proof that others gave",
  "routing:read": "read shares, charts and verdicts",
  "decision:read": "read single routing decisions",
  "traffic:write": "upload traffic, name models, change traffic sources",
  "traffic:purge": "take stored traffic out again, with a reason",
  "promise:read": "read commitments, checks, results and findings",
  "check:define": "define checks and put another version in their place",
  "finding:manage": "own, explain and close findings",
  "notice:announce": "announce changes of routing policy and open them",
  "audit:read": "read the audit log",
  "people:manage": "manage people, roles and keys",
} as const;
export type Permission = keyof typeof PERMISSIONS;

/** The roles of the domain, as sets of permissions. `admin` sees no content; `partner` has only the own room. */
export const ROLE_PERMISSIONS: Record<Role, readonly Permission[]> = {
  partner_manager: [
    "register:read",
    "register:write_assigned",
    "overlap:read",
    "review:request",
    "routing:read",
    "promise:read",
  ],
  compliance: [
    "register:read",
    "register:write",
    "register:import",
    "overlap:read",
    "review:request",
    "review:decide",
    "routing:read",
    "decision:read",
    "traffic:write",
    "traffic:purge",
    "promise:read",
    "check:define",
    "finding:manage",
    "notice:announce",
    "audit:read",
  ],
  executive: ["register:read", "overlap:read", "routing:read", "promise:read"],
  auditor: ["register:read", "overlap:read", "routing:read", "decision:read", "promise:read", "audit:read"],
  partner: [],
  admin: ["people:manage"],
};

/** Pairs that one person may not hold together (separation of duties). */
export function rolesConflict(roles: readonly Role[]): string | null {
  if (roles.includes("partner") && roles.length > 1) return "A partner's person can hold no other role.";
  if (roles.includes("admin") && roles.includes("auditor"))
    return "An administrator cannot be auditor as well.";
  return null;
}
