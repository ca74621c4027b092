import { formatNumber } from "@/lib/kernel/format";

const WIDTH = 132;
const HEIGHT = 16;
const MIDDLE = HEIGHT / 2;

export type OddsScale = { from: number; to: number; materiality: number };

type Bounds = { log_odds: number | null; lower: number | null; upper: number | null };

const odds = (log: number): string => formatNumber(Math.exp(log), 2);

function spoken({ log_odds, lower, upper }: Bounds): string {
  const estimate = log_odds === null ? "no finite estimate" : odds(log_odds);
  if (lower !== null && upper !== null) return `${estimate} times, between ${odds(lower)} and ${odds(upper)}`;
  if (lower !== null) return `${estimate} times, at least ${odds(lower)}`;
  return upper === null ? `${estimate}, not bounded` : `${estimate} times, at most ${odds(upper)}`;
}

/** Odds with their interval on a scale that all rows share: the line is 1.00, the lane ends at the materiality. */
export function OddsInterval({
  bounds,
  scale,
  tone = "ink",
}: {
  bounds: Bounds;
  scale: OddsScale;
  tone?: "ink" | "breach";
}) {
  const x = (log: number) => ((log - scale.from) / (scale.to - scale.from)) * WIDTH;
  const inside = (log: number) => Math.max(2, Math.min(WIDTH - 2, x(log)));
  const lane = [x(0), x(scale.materiality)].sort((a, b) => a - b);
  const [lane_from = 0, lane_to = 0] = lane;
  const { log_odds, lower, upper } = bounds;
  const color = tone === "breach" ? "var(--breach)" : "var(--ink)";
  return (
    <svg
      className="odds-interval"
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={spoken(bounds)}
    >
      <rect x={lane_from} y={0} width={Math.max(1, lane_to - lane_from)} height={HEIGHT} fill="var(--band)" />
      <line x1={x(0)} x2={x(0)} y1={0} y2={HEIGHT} stroke="var(--rule-2)" />
      <line
        x1={lower === null ? 0 : inside(lower)}
        x2={upper === null ? WIDTH : inside(upper)}
        y1={MIDDLE}
        y2={MIDDLE}
        stroke={color}
        strokeWidth={1.5}
        strokeDasharray={lower === null || upper === null ? "2 3" : undefined}
      />
      {log_odds === null ? null : <circle cx={inside(log_odds)} cy={MIDDLE} r={3} fill={color} />}
    </svg>
  );
}
