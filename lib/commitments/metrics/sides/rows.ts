import type { ResultFigures } from "../../results/schema";
import type { SidesGroup } from "./schema";

type Rows = ResultFigures["rows"];
type Side = "1" | "0";

const sumOf = (groups: readonly SidesGroup[], of: (group: SidesGroup) => number): number =>
  groups.reduce((total, group) => total + of(group), 0);

/** One side of some groups as a row: its units and their mean. */
export function sideRow(
  label: string,
  groups: readonly SidesGroup[],
  side: Side,
  group: "own" | "partners",
): Rows[number] {
  const n = sumOf(groups, (one) => one[`n${side}`]);
  return {
    label,
    group,
    value: n > 0 ? sumOf(groups, (one) => one[`s${side}`]) / n : null,
    n: Math.round(n),
  };
}

const versionOf = ({ router, policy_version }: SidesGroup): string =>
  policy_version === "" ? router : `${router} ${policy_version}`;

/** Groups by router and policy version, in their order. */
export function byVersion(groups: readonly SidesGroup[]): Map<string, SidesGroup[]> {
  const versions = new Map<string, SidesGroup[]>();
  for (const group of groups) {
    const label = versionOf(group);
    versions.set(label, [...(versions.get(label) ?? []), group]);
  }
  return versions;
}

/** Each policy version's two sides, own and partners; `said` stands behind the version's name. */
export const versionRows = (groups: readonly SidesGroup[], own: Side, said = ""): Rows =>
  [...byVersion(groups)].flatMap(([label, some]) =>
    (["1", "0"] as const).map((side) =>
      sideRow(`${label}${said}`, some, side, side === own ? "own" : "partners"),
    ),
  );
