import { Fold } from "../stats/fold";
import { chooseClusters } from "../store/calibration";
import {
  type DeclaredDay,
  type DeviationClusters,
  type DeviationSums,
  type KeptDeviations,
  type Moments,
  noMoments,
  noSums,
} from "./declared-schema";
import type { Phi } from "./phi";
import { type KeptSums, MOST_SESSIONS } from "./schema";

function addMoments(sum: Moments, [n, toward, away, ties, won]: DeviationSums): void {
  sum[0] += n * n;
  sum[1] += toward * n;
  sum[2] += toward * toward;
  sum[3] += away * n;
  sum[4] += away * away;
  sum[5] += ties * ties;
  sum[6] += won * ties;
  sum[7] += won * won;
}

/** Of decisions that are a cluster by themselves each: squares of ones. */
const momentsAlone = ([n, toward, away, ties, won]: DeviationSums): Moments => [
  ...([n, toward, toward, away, away, ties, won, won] as const),
];

const plus = (a: Moments, b: Moments): Moments => a.map((value, at) => value + (b[at] ?? 0)) as Moments;

const at = ({ sums: [n, toward, away, ties, won] }: KeptDeviations, place: number): DeviationSums => [
  n[place] ?? 0,
  toward[place] ?? 0,
  away[place] ?? 0,
  ties[place] ?? 0,
  won[place] ?? 0,
];

/** Deviations by session as they are kept: of very many only their number and moments. */
export function keptDeviations({
  keys,
  sums,
  alone,
}: KeptDeviations & { alone: DeviationSums }): NonNullable<DeviationClusters["sessions"]> {
  if (keys.length <= MOST_SESSIONS) return { keys, sums, alone, count: 0, moments: noMoments() };
  const moments = noMoments();
  for (let place = 0; place < keys.length; place += 1) addMoments(moments, at({ keys, sums }, place));
  const none: KeptDeviations["sums"] = [[], [], [], [], []];
  return { keys: [], sums: none, alone, count: keys.length, moments };
}

/** A cluster's residual by logits, and its deviations under a constant noise. */
type Cluster = { residual: number; sums: DeviationSums };

/** What names a cluster over some days, and what does not: residuals are squared there already. */
type Parts = { clusters: Map<string, Cluster>; alone: number; sums: DeviationSums };

type Found = {
  tenants: Parts;
  sessions: Parts;
  /** Sessions that are cut at midnight. */
  cut: { count: number; squares: number; moments: Moments };
  days: { count: number; squares: number; moments: Moments };
  whole: DeviationSums;
};

const noParts = (): Parts => ({ clusters: new Map(), alone: 0, sums: noSums() });

const newFound = (): Found => ({
  ...{ tenants: noParts(), sessions: noParts(), whole: noSums() },
  cut: { count: 0, squares: 0, moments: noMoments() },
  days: { count: 0, squares: 0, moments: noMoments() },
});

function addSums(sum: DeviationSums, more: DeviationSums): void {
  for (let place = 0; place < sum.length; place += 1) sum[place] = (sum[place] ?? 0) + (more[place] ?? 0);
}

function clusterOf({ clusters }: Parts, key: string): Cluster {
  const known = clusters.get(key);
  if (known) return known;
  const fresh = { residual: 0, sums: noSums() };
  clusters.set(key, fresh);
  return fresh;
}

function addResiduals(parts: Parts, { keys, sums, alone }: KeptSums & { alone: number }): void {
  for (const [place, key] of keys.entries()) clusterOf(parts, key).residual += sums[place] ?? 0;
  parts.alone += alone;
}

function addDeviations(parts: Parts, kept: KeptDeviations & { alone: DeviationSums }): void {
  for (const [place, key] of kept.keys.entries()) addSums(clusterOf(parts, key).sums, at(kept, place));
  addSums(parts.sums, kept.alone);
}

// Days never change, and a window grows at its end.
const clusterings = new Fold<DeclaredDay, Found>((found, { counts, clusters, rules }) => {
  if (counts.usable <= 0) return;
  const deviations = rules.clusters;
  addResiduals(found.tenants, clusters.tenants);
  addDeviations(found.tenants, deviations.tenants);
  if (clusters.sessions) {
    addResiduals(found.sessions, clusters.sessions);
    found.cut.count += clusters.sessions.count;
    found.cut.squares += clusters.sessions.squares;
  }
  if (deviations.sessions) {
    addDeviations(found.sessions, deviations.sessions);
    found.cut.count += deviations.sessions.count;
    found.cut.moments = plus(found.cut.moments, deviations.sessions.moments);
  }
  addSums(found.whole, deviations.sum);
  found.days.count += 1;
  found.days.squares += clusters.sum * clusters.sum;
  addMoments(found.days.moments, deviations.sum);
});

/** Squares of residuals by cluster, and moments of deviations by cluster. */
type Squares = { squares: number; moments: Moments };

function squaresOf({ clusters, alone, sums }: Parts): Squares {
  const found: Squares = { squares: alone, moments: momentsAlone(sums) };
  for (const { residual, sums: own } of clusters.values()) {
    found.squares += residual * residual;
    addMoments(found.moments, own);
  }
  return found;
}

const share = (part: number, whole: number): number => (whole > 0 ? part / whole : 0);

/** As `readDispersion` has it: squares of sums about their means, from their moments. */
function dispersionOf([n, toward, away, ties, won]: DeviationSums, moments: Moments): number {
  const [nn, toward_n, toward_2, away_n, away_2, ties_2, won_ties, won_2] = moments;
  const over = (square: number, cross: number, size: number, p: number, count: number) =>
    p > 0 && p < 1 ? (square - 2 * p * cross + p * p * size) / (count * p * (1 - p)) : 1;
  return Math.max(
    1,
    over(toward_2, toward_n, nn, share(toward, n), n),
    over(away_2, away_n, nn, share(away, n), n),
    over(won_2, won_ties, ties_2, share(won, ties), ties),
  );
}

/** What dependence costs over some days: `residual_squares` of what logits judge. */
export type RulePhi = Phi & {
  /** What takes the place of phi for a constant noise: see `readDispersion`. */
  dispersion: number;
};

/** Clusters are chosen once for both kinds of decisions, as for a window. */
export function rulePhi(days: readonly DeclaredDay[]): RulePhi {
  const { tenants, sessions, cut, days: by_day, whole } = clusterings.of(days, newFound);
  const clusters = chooseClusters({
    ...{ tenants: tenants.clusters.size, sessions: sessions.clusters.size + cut.count },
    ...{ days: by_day.count, owners: [], sources: [] },
  });
  const found = {
    tenant: () => squaresOf(tenants),
    session: () => {
      const { squares, moments } = squaresOf(sessions);
      return { squares: squares + cut.squares, moments: plus(moments, cut.moments) };
    },
    day: () => by_day,
  }[clusters.by]();
  return {
    ...{ clusters, residual_squares: found.squares },
    dispersion: dispersionOf(whole, found.moments),
  };
}
