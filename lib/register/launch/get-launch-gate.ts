import { type Actor, authorize, standsAbove } from "@/lib/access";
import { asDetection, type Tx, withActor } from "@/lib/db/server";
import { formatDay } from "@/lib/kernel/time";
import { findRecord } from "../entity/read";
import type { Detected } from "../overlaps/detect";
import { readSources } from "../overlaps/get-overlap";
import { loadCandidates, loadSnapshot } from "../overlaps/load-snapshot";
import { OverlapStatus, overlapName } from "../overlaps/schema";
import type { RegisterSnapshot } from "../overlaps/snapshot";
import { assignedParties, loadOverlaps } from "../overlaps/store";
import { products } from "../products/entity";
import type { ProductView } from "../products/schema";
import { launchEffects } from "./effects";
import { hasGate, type LaunchGateView, type LaunchStage } from "./schema";
import { stageOf } from "./stage";
import { toLaunchOverlap, toLaunchPartners, toLaunchWalls } from "./view";

/**
 * What the general availability of one of our products will do: the overlaps that it makes or joins, whom they hit and
 * which rights then need a wall. The rules run as detection does, over every fact; the reader gets what rests on facts
 * that he may see. Throws 404; a product that is out, gone or not ours has a stage and nothing else.
 */
export function getLaunchGate(actor: Actor, idOrKey: string): Promise<LaunchGateView> {
  authorize(actor, "overlap:read");
  return withActor(actor, async (tx) => {
    const { view, meta } = await findRecord(tx, products, idOrKey);
    const now_ms = Date.now();
    const candidates = await loadCandidates(tx);
    const snapshot = await asDetection(tx, (inner) => loadSnapshot(inner, candidates, now_ms));
    const stage = stageHere(view, meta, snapshot);
    const nothing = { overlaps: [], partners: [], walls: [], as_of: formatDay(now_ms) };
    const told = hasGate(stage) ? await tell(tx, actor, snapshot, meta.id) : nothing;
    return {
      product: { key: view.key, name: view.name },
      stage,
      launch_on: view.ga,
      segments: view.segments.map((key) => view.segment_names[key] ?? key),
      sees_all: standsAbove(actor),
      ...told,
    };
  });
}

function stageHere(
  { first_party }: ProductView,
  { id, retired_at }: { id: string; retired_at: string | null },
  snapshot: RegisterSnapshot,
): LaunchStage {
  if (!first_party) return "not_ours";
  const product = snapshot.products.find((one) => one.id === id);
  return retired_at !== null || !product ? "retired" : stageOf(product, snapshot.as_of_ms);
}

type Told = Pick<LaunchGateView, "overlaps" | "partners" | "walls" | "as_of">;

async function tell(tx: Tx, actor: Actor, snapshot: RegisterSnapshot, product_id: string): Promise<Told> {
  const effects = launchEffects(snapshot, product_id);
  const sees = await sightOf(tx, actor);
  const overlaps = effects.overlaps.filter(({ found, before }) => sees(found) && (!before || sees(before)));
  const uncertain = effects.uncertain.filter(({ found }) => sees(found));
  const known = await readKnown(tx, actor);
  const ids = overlaps.flatMap(({ found }) => found.path.flatMap(({ source_ids }) => source_ids));
  const surroundings = { snapshot, known, sources: await readSources(tx, ids) };
  const ordinals = await tx.party.findMany({ select: { id: true, ordinal: true } });
  return {
    as_of: formatDay(effects.as_of_ms),
    overlaps: overlaps.map((effect) => toLaunchOverlap(effect, surroundings)),
    partners: toLaunchPartners(overlaps, snapshot, new Map(ordinals.map(({ id, ordinal }) => [id, ordinal]))),
    walls: toLaunchWalls({ overlaps, uncertain }, snapshot),
  };
}

/** The wall on rows, as it stands around overlaps that exist: every confidential fact of the path must be the reader's. */
async function sightOf(tx: Tx, actor: Actor): Promise<(found: Detected) => boolean> {
  if (standsAbove(actor)) return () => true;
  const assigned = new Set(await assignedParties(tx, actor));
  return ({ visibility, parties }) =>
    visibility !== "confidential" ||
    (assigned.size > 0 &&
      parties.every(({ party_id, confidential }) => !confidential || assigned.has(party_id)));
}

/** Overlaps of the register that the reader sees, by identity. */
async function readKnown(tx: Tx, actor: Actor) {
  const rows = await loadOverlaps(tx, actor);
  const identities = await tx.overlap.findMany({
    where: { id: { in: rows.map(({ id }) => id) } },
    select: { id: true, identity: true },
  });
  const identityOf = new Map(identities.map(({ id, identity }) => [id, identity]));
  return new Map(
    rows.map((row) => [
      identityOf.get(row.id) ?? row.id,
      { key: overlapName(row.number), status: OverlapStatus.parse(row.status) },
    ]),
  );
}
