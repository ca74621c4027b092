import { type Actor, authorize, can } from "@/lib/access";
import { type Tx, withActor } from "@/lib/db/server";
import { invalid } from "@/lib/kernel/errors";
import { PREFLIGHT_KEPT, preflightHash } from "../policies/preflight-hash";
import type { OfferedPreflight, PinnedPreflight } from "./preflight-schema";
import { findJudged, type JudgedOverlap, type WholeReview } from "./store";

const KIND = "router_overlap";

/** The router that an overlap is of; null where it is of something else. */
const routerOf = ({ kind, identity }: Pick<JudgedOverlap, "kind" | "identity">): string | null =>
  kind === KIND ? identity.slice(KIND.length + 1) : null;

type Pin = { preflight_id: string | null; preflight_hash: string | null };

const refused = (message: string) => invalid([{ pointer: "/preflight", message }]);

/**
 * What a review is pinned to that rests on a run: its number, and the hash of all that is kept of it. Nothing is changed
 * where nothing is said. Throws 422 for what is no run of the overlap's router.
 */
export async function pinPreflight(
  tx: Tx,
  overlap: JudgedOverlap,
  id: string | null | undefined,
): Promise<Partial<Pin>> {
  if (id === undefined) return {};
  if (id === null) return { preflight_id: null, preflight_hash: null };
  const router = routerOf(overlap);
  if (router === null) throw refused("Only the review of an overlap of a router rests on a pre-flight.");
  const run = await tx.policyPreflight.findUnique({ where: { id }, select: PREFLIGHT_KEPT });
  if (!run) throw refused("There is no pre-flight of this number.");
  if (run.router !== router) throw refused(`This pre-flight is of the router ${run.router}.`);
  return { preflight_id: id, preflight_hash: preflightHash(run) };
}

/** The run of a review as it is shown, with whether it still is what the review was pinned to. */
export function preflightOf({ preflight, preflight_hash }: WholeReview): PinnedPreflight | null {
  if (!preflight || preflight_hash === null) return null;
  const { policy, ...kept } = preflight;
  return {
    id: preflight.id,
    policy: policy?.key ?? null,
    record_hash: preflight_hash,
    created_at: preflight.created_at.toISOString(),
    intact: preflightHash(kept) === preflight_hash,
  };
}

const MOST = 20;

/** Runs that a review of an overlap may rest on, newest first; none where it is not of a router. Throws 403, 404. */
export function offeredPreflights(actor: Actor, overlap: string): Promise<OfferedPreflight[]> {
  authorize(actor, "review:request");
  return withActor(actor, async (tx) => {
    const router = routerOf(await findJudged(tx, actor, overlap));
    if (router === null || !can(actor, "routing:read")) return [];
    const rows = await tx.policyPreflight.findMany({
      where: { router },
      select: { id: true, created_at: true, policy: { select: { key: true } } },
      orderBy: [{ created_at: "desc" }, { id: "desc" }],
      take: MOST,
    });
    return rows.map(({ id, created_at, policy }) => ({
      id,
      policy: policy?.key ?? null,
      created_at: created_at.toISOString(),
    }));
  });
}
