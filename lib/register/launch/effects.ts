import { type Detected, detect } from "../overlaps/detect";
import { digestOf } from "../overlaps/record";
import type { RegisterSnapshot, SnapshotProduct, SnapshotRight } from "../overlaps/snapshot";
import { launchInstant } from "./stage";

/** One overlap that a launch makes or joins. */
export type LaunchEffect = { found: Detected; before: Detected | null; already: boolean };

export type LaunchEffects = {
  as_of_ms: number;
  /** Heaviest first. */
  overlaps: LaunchEffect[];
  /** Walls that would be missing if rights of which nobody knows whether we hold them were held. */
  uncertain: { found: Detected; right: SnapshotRight }[];
};

/** Rights whose state decides whether a wall is needed. */
const KNOWING = new Set(["information", "data_access"]);

const launched = (product: SnapshotProduct): SnapshotProduct => ({
  ...product,
  lifecycle: "ga",
  retired_on: null,
});

const byIdentity = (hits: readonly Detected[]) => new Map(hits.map((hit) => [hit.identity, hit]));

const names = ({ path }: Detected, product_id: string): boolean =>
  path.some(({ entity, id }) => entity === "product" && id === product_id);

/** The right that makes a wall needed. */
export const rightOf = ({ path }: Detected) =>
  path.find(({ relation, needed }) => relation === "right" && needed);

/**
 * What the launch of a product changes: the rules over the register with the product live, less the same rules over
 * the register without it, both on the day of the launch. Pure; a product that is not in the snapshot changes nothing.
 */
export function launchEffects(snapshot: RegisterSnapshot, product_id: string): LaunchEffects {
  const product = snapshot.products.find(({ id }) => id === product_id);
  if (!product) return { as_of_ms: snapshot.as_of_ms, overlaps: [], uncertain: [] };
  const as_of_ms = launchInstant(product, snapshot.as_of_ms);
  const others = snapshot.products.filter(({ id }) => id !== product_id);
  const live = {
    ...snapshot,
    as_of_ms,
    products: snapshot.products.map((one) => (one.id === product_id ? launched(one) : one)),
  };
  const after = byIdentity(detect(live));
  const before = byIdentity(detect({ ...snapshot, as_of_ms, products: others }));
  const today = byIdentity(detect(snapshot));
  const overlaps = [...after.values()].flatMap((found) => {
    const known = before.get(found.identity) ?? null;
    if (known && digestOf(known) === digestOf(found)) return [];
    const standing = today.get(found.identity);
    return [{ found, before: known, already: standing !== undefined && names(standing, product_id) }];
  });
  return {
    as_of_ms,
    overlaps: overlaps.sort((a, b) => b.found.severity.points - a.found.severity.points),
    uncertain: uncertainWalls(live, after, product_id),
  };
}

function uncertainWalls(
  live: RegisterSnapshot,
  after: ReadonlyMap<string, Detected>,
  product_id: string,
): LaunchEffects["uncertain"] {
  const asked = live.rights.filter(({ type, state }) => state === "unknown" && KNOWING.has(type));
  if (asked.length === 0) return [];
  const unknown = new Map(asked.map((right) => [right.id, right]));
  const held = live.rights.map((right) =>
    unknown.has(right.id) ? { ...right, state: "agreed" as const } : right,
  );
  return detect({ ...live, rights: held }).flatMap((found) => {
    if (found.kind !== "wall_missing" || after.has(found.identity) || !names(found, product_id)) return [];
    const right = unknown.get(rightOf(found)?.id ?? "");
    return right ? [{ found, right }] : [];
  });
}
