import { type Hue, hueVar } from "@/lib/kernel/hue";

const WIDTH = 104;
const HEIGHT = 24;

/** A course of values in a table cell, for its shape alone; gaps are gaps, the last value is a dot. */
export function Sparkline({
  values,
  hue,
  label,
  span: least = 0,
}: {
  values: readonly (number | null)[];
  hue: Hue;
  label: string;
  /** What the height stands for at least: the same in every row makes the rows comparable. */
  span?: number;
}) {
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return null;
  const own_span = Math.max(...known) - Math.min(...known);
  const span = Math.max(own_span, least) || 1;
  const low = Math.min(...known) - (span - own_span) / 2;
  const x = (place: number) => 1 + (place / (values.length - 1)) * (WIDTH - 5);
  const y = (value: number) => HEIGHT - 4 - ((value - low) / span) * (HEIGHT - 8);
  let pen = "M";
  let path = "";
  for (const [place, value] of values.entries()) {
    if (value === null) {
      pen = "M";
      continue;
    }
    path += `${pen}${x(place).toFixed(1)} ${y(value).toFixed(1)}`;
    pen = "L";
  }
  const last = values.findLastIndex((value) => value !== null);
  return (
    <svg
      className="spark"
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={label}
    >
      <path d={path} fill="none" stroke={hueVar(hue)} strokeWidth="2" strokeLinejoin="round" />
      <circle cx={x(last)} cy={y(values[last] ?? 0)} r="3" fill={hueVar(hue)} />
    </svg>
  );
}
