import Link from "next/link";
import type { BarRow, BarRowsModel } from "@/lib/kernel/chart";
import { hueVar } from "@/lib/kernel/hue";
import { ChartFrame } from "./ChartFrame";

const COLORS: Record<string, string> = { strong: "var(--ink)", quiet: "var(--ink-3)" };

function BarLine({ row, max }: { row: BarRow; max: number }) {
  const percent = (value: number) => `${max > 0 ? Math.max(0, Math.min(100, (value / max) * 100)) : 0}%`;
  const [unknown, hollow] = [row.tone === "unknown", row.tone === "hollow"];
  const plain = unknown || hollow;
  const color =
    COLORS[row.tone] ??
    (plain
      ? undefined
      : hueVar(row.tone as Exclude<BarRow["tone"], "strong" | "quiet" | "hollow" | "unknown">));
  return (
    <li className={`bar-line ${row.tone}`}>
      <span className="name">{row.href ? <Link href={row.href}>{row.label}</Link> : row.label}</span>
      <span className="track" aria-hidden="true">
        <i
          className={unknown ? "hatched" : hollow ? "hollow" : undefined}
          style={{ width: percent(row.value), background: color }}
        />
        {row.expected === undefined ? null : <u style={{ left: percent(row.expected) }} />}
      </span>
      {row.figures.map((figure, place) => (
        <span key={figure} className={place === 0 ? "fig-1" : "fig-2"}>
          {figure}
        </span>
      ))}
    </li>
  );
}

/** Labelled horizontal bars with their figures; a black stroke marks what was expected. Needs no JavaScript. */
export function BarRows({ model }: { model: BarRowsModel }) {
  return (
    <ChartFrame model={model} drawn={false}>
      <ul
        className="bar-rows"
        style={
          { "--figs": Math.max(0, ...model.rows.map((row) => row.figures.length)) } as React.CSSProperties
        }
      >
        {model.rows.map((row) => (
          <BarLine key={row.key} row={row} max={model.max} />
        ))}
      </ul>
    </ChartFrame>
  );
}
