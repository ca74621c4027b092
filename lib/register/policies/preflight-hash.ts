import { createHash } from "node:crypto";
import { canonicalJson, toCanonical } from "@/lib/audit";
import type { Prisma } from "@/lib/db/server";

/** What is kept of a run of a pre-flight, as its hash covers it. */
export const PREFLIGHT_KEPT = {
  id: true,
  policy_id: true,
  router: true,
  draft: true,
  content_hash: true,
  weeks: true,
  from_at: true,
  to_at: true,
  method_version: true,
  catalogue_version: true,
  dataset_digest: true,
  result: true,
  created_by: true,
  created_at: true,
} satisfies Prisma.PolicyPreflightSelect;
export type KeptPreflight = Prisma.PolicyPreflightGetPayload<{ select: typeof PREFLIGHT_KEPT }>;

/** SHA-256 of a run as it is kept: what it replayed, beside what, on which decisions, and what came of it. */
export function preflightHash(run: KeptPreflight): string {
  const kept = Object.fromEntries(
    (Object.keys(PREFLIGHT_KEPT) as (keyof typeof PREFLIGHT_KEPT)[]).map((name) => [name, run[name]]),
  );
  return createHash("sha256")
    .update(canonicalJson(toCanonical(kept)))
    .digest("hex");
}
