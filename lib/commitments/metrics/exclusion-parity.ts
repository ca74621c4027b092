import { readExclusions } from "./exclusion-parity-sql";
import { byVersion, sideRow } from "./sides/rows";
import type { SidesGroup } from "./sides/schema";
import { sidesMetric } from "./sides/sides-metric";

const NAME = "exclusion_difference";

/** The focus's share of what is excluded, kind by kind, and of what is routed; of several versions by version too. */
function rowsOf(groups: readonly SidesGroup[]) {
  const kinds = [...new Set(groups.flatMap(({ kind }) => kind ?? []))].sort();
  const rowsOfSome = (some: readonly SidesGroup[], label: (what: string) => string) => [
    ...kinds
      .map((kind) => ({ kind, own: some.filter((group) => group.kind === kind) }))
      .filter(({ own }) => own.length > 0)
      .map(({ kind, own }) => sideRow(label(kind), own, "1", "own")),
    sideRow(
      label("router"),
      some.filter(({ kind }) => kind === undefined),
      "0",
      "partners",
    ),
  ];
  const versions = byVersion(groups);
  return [
    ...rowsOfSome(groups, (what) => what),
    ...(versions.size > 1
      ? [...versions].flatMap(([version, some]) => rowsOfSome(some, (what) => `${version}, ${what}`))
      : []),
  ];
}

/**
 * The focus's share of what is excluded less its share of what is routed: of each kind of exclusion by itself, since the
 * one may hide the other. The kinds that occur share alpha, and the worst is the verdict; a jump at a version is watched.
 */
export const EXCLUSION_PARITY = sidesMetric<"exclusion_parity">({
  read: readExclusions,
  measure: { name: NAME, unit: "points" },
  figures: (kinds) =>
    kinds.map((kind) => ({ name: `${NAME}: ${kind}`, kind, judged: true, jump: "jump_at_version" })),
  rows: rowsOf,
  // Both sides are shares of the focus: what is excluded is shown as its own.
  own: "1",
});
