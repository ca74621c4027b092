import { inWords, POINTS_TABLE } from "@/lib/register";

const levels = ["the same segment", "one level between", "two levels between", "more levels between"];

/** Rights by the points that they give, heaviest first. */
function rightLines(): string[] {
  const { rights } = POINTS_TABLE;
  const points = [...new Set(Object.values(rights))].sort((a, b) => b - a);
  return points.map((weight) => {
    const types = Object.keys(rights).filter((type) => rights[type] === weight);
    return `${weight}: ${types.map(inWords).join(", ")}`;
  });
}

const LINES: readonly { key: string; label: string; lines: readonly string[] }[] = [
  {
    key: "closeness",
    label: POINTS_TABLE.factors.closeness.label,
    lines: POINTS_TABLE.closeness.map((points, place) => `${points}: ${levels[place]}`),
  },
  {
    key: "money",
    label: POINTS_TABLE.factors.money.label,
    lines: POINTS_TABLE.money.map(({ points, words }) => `${points}: ${words}`),
  },
  {
    key: "rights",
    label: POINTS_TABLE.factors.rights.label,
    lines: [...rightLines(), "0: known not to be agreed"],
  },
  {
    key: "traffic",
    label: POINTS_TABLE.factors.traffic.label,
    lines: POINTS_TABLE.traffic.map(({ points, words }) => `${points}: ${words}`),
  },
  {
    key: "alternatives",
    label: POINTS_TABLE.factors.alternatives.label,
    lines: [
      `${POINTS_TABLE.alternatives.exclusive}: exclusive to us`,
      `${POINTS_TABLE.alternatives.ours_only}: recorded on our platform alone`,
      `${POINTS_TABLE.alternatives.one_rival}: also on one other platform`,
      `${POINTS_TABLE.alternatives.more_rivals}: on more platforms`,
    ],
  },
  {
    key: "severity",
    label: "Severity",
    lines: POINTS_TABLE.severity.map(({ from, severity }) => `${severity}: from ${from} points`),
  },
];

/** The table that points are taken from, as the rules apply it. `version`: the one that this overlap was judged by. */
export function PointsTable({ version }: { version: number }) {
  return (
    <details className="mt-4">
      <summary>How points are given, table version {version}</summary>
      <dl className="dl mt-3">
        {LINES.map(({ key, label, lines }) => (
          <div key={key}>
            <dt>{label}</dt>
            <dd>
              {lines.map((line) => (
                <span key={line} className="block">
                  {line}
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
