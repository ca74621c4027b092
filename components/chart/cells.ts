import type { ChartCell, ChartColumn } from "@/lib/kernel/chart";
import {
  formatCost,
  formatDateShort,
  formatNumber,
  formatPercent,
  formatPercentNumber,
  formatPoints,
} from "@/lib/kernel/format";

/** A cell of the twin table; the unit stands in the head of its column. */
export function formatCell(cell: ChartCell, column: ChartColumn): string {
  if (cell === null) return "–";
  if (typeof cell === "string") return column.kind === "day" ? formatDateShort(cell) : cell;
  switch (column.kind) {
    case "percent":
      return formatPercentNumber(cell, column.digits);
    case "points":
      return formatPoints(cell, column.digits);
    case "cost":
      return formatCost(cell);
    default:
      return formatNumber(cell, column.digits);
  }
}

/** A value in a readout, with its unit. */
export function formatValue(value: number | null, kind: "percent" | "count" | "cost" | "number"): string {
  if (value === null) return "not measured";
  if (kind === "percent") return formatPercent(value);
  if (kind === "cost") return `USD\u00a0${formatCost(value)}`;
  return formatNumber(value, kind === "number" && !Number.isInteger(value) ? 2 : 0);
}
