import { groupBy } from "../overlaps/collections";
import type { Detected } from "../overlaps/detect";
import { columnsOf } from "../overlaps/record";
import type { PathFactView } from "../overlaps/schema";
import type { RegisterSnapshot } from "../overlaps/snapshot";
import { toFactorViews, toPathViews } from "../overlaps/view";
import { type LaunchEffect, type LaunchEffects, rightOf } from "./effects";
import type { LaunchOverlap, LaunchPartner, LaunchWall } from "./schema";

type Known = ReadonlyMap<string, NonNullable<LaunchOverlap["overlap"]>>;
export type Surroundings = {
  snapshot: RegisterSnapshot;
  /** Overlaps of the register that the reader sees, by identity. */
  known: Known;
  sources: ReadonlyMap<string, PathFactView["sources"][number]>;
};

const partnerIds = ({ parties }: Detected): string[] => [
  ...new Set(parties.filter(({ role }) => role !== "platform").map(({ party_id }) => party_id)),
];

export function toLaunchOverlap(
  { found, before, already }: LaunchEffect,
  { snapshot, known, sources }: Surroundings,
): LaunchOverlap {
  const { factors, path } = columnsOf(found);
  const keyOf = new Map(snapshot.parties.map(({ id, key }) => [id, key]));
  const segment = snapshot.segments.find(({ id }) => id === found.segment_id);
  const { severity, points, points_max, known: known_factors, factor_count } = found.severity;
  return {
    kind: found.kind,
    title: found.title,
    effect: before ? "adds" : "new",
    already,
    overlap: known.get(found.identity) ?? null,
    severity,
    severity_before: before?.severity.severity ?? null,
    points,
    points_max,
    known: known_factors,
    factor_count,
    segment: segment?.key ?? null,
    segment_name: segment?.name ?? null,
    partners: partnerIds(found).flatMap((id) => keyOf.get(id) ?? []),
    visibility: found.visibility,
    rule: found.rule,
    rule_version: found.rule_version,
    factors: toFactorViews(factors, snapshot.traffic),
    path: toPathViews(path, sources),
  };
}

/** The partners that the launch hits, those hit hardest first. */
export function toLaunchPartners(
  effects: readonly LaunchEffect[],
  { parties, rounds, partnerships }: RegisterSnapshot,
  ordinals: ReadonlyMap<string, number>,
): LaunchPartner[] {
  const hits = groupBy(
    effects.flatMap((effect) => partnerIds(effect.found).map((id) => ({ id, effect }))),
    ({ id }) => id,
  );
  // What the reader sees of an investment is on a path that he sees; the register beside it is not asked.
  const invested = new Set(
    effects.flatMap(({ found }) =>
      found.path
        .filter(({ relation }) => relation === "invested")
        .flatMap(({ id }) => [
          ...rounds.filter((round) => round.id === id).map((round) => round.investee_id),
          ...partnerships.filter((one) => one.id === id).map((one) => one.partner_id),
        ]),
    ),
  );
  return parties
    .flatMap(({ id, key, name }) => {
      const all = hits.get(id)?.map(({ effect }) => effect) ?? [];
      if (all.length === 0) return [];
      return [
        {
          key,
          name,
          ordinal: ordinals.get(id) ?? 0,
          investee: invested.has(id),
          overlaps: all.length,
          // What a preview has made stands already.
          new_overlaps: all.filter(({ before, already }) => before === null && !already).length,
          highest_severity: Math.max(...all.map(({ found }) => found.severity.severity)),
        },
      ];
    })
    .sort(
      (a, b) => b.highest_severity - a.highest_severity || b.overlaps - a.overlaps || a.ordinal - b.ordinal,
    );
}

/** The rights that the launch makes dangerous: those that we hold, and those of which nobody knows. */
export function toLaunchWalls(
  { overlaps, uncertain }: Pick<LaunchEffects, "overlaps" | "uncertain">,
  { rights, partnerships, parties }: RegisterSnapshot,
): LaunchWall[] {
  const wall = (right_id: string | undefined, sentence: string, already: boolean): LaunchWall[] => {
    const right = rights.find(({ id }) => id === right_id);
    const partner_id = partnerships.find(({ id }) => id === right?.partnership_id)?.partner_id;
    const partner = parties.find(({ id }) => id === partner_id);
    if (!right || !partner) return [];
    const state = right.state === "agreed" ? "agreed" : "unknown";
    const { key, type } = right;
    return [{ right: key, type, state, sentence, partner: partner.key, partner_name: partner.name, already }];
  };
  return [
    ...overlaps
      .filter(({ found }) => found.kind === "wall_missing")
      .flatMap(({ found, before }) => {
        const fact = rightOf(found);
        return wall(fact?.id, fact?.sentence ?? "", before !== null);
      }),
    ...uncertain.flatMap(({ found, right }) =>
      wall(right.id, rightOf(found)?.sentence.replace(" holds ", " may hold ") ?? "", false),
    ),
  ];
}
