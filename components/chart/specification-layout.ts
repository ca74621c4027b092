import type { SpecificationModel } from "@/lib/kernel/proof-chart";

/** Where curve and choices stand. On a narrow page the name of a choice stands above its ticks. */

const CURVE_PX = 190;
const TOP_PX = 26;
const GAP_PX = 30;
const ROW_PX = 14;
const NARROW_ROW_PX = 30;
const GROUP_GAP_PX = 8;
const LABEL_PX = 232;
const AXIS_PX = 36;
/** Between the others and bounds, in columns. */
const BOUND_GAP = 1.5;

export type SpecificationPlace = {
  curve_top: number;
  curve_bottom: number;
  left: number;
  right: number;
  step: number;
  /** Middle of each column; bounds stand apart from the others. */
  columns: readonly number[];
  row_px: number;
  /** Middle of the ticks of each row, through all groups. */
  rows: readonly number[];
  /** Top of each group. */
  groups: readonly number[];
};

export function placeSpecifications(
  { groups, columns }: Pick<SpecificationModel, "groups" | "columns">,
  width: number,
  narrow: boolean,
): SpecificationPlace {
  const left = narrow ? AXIS_PX : LABEL_PX;
  const right = width - 4;
  const row_px = narrow ? NARROW_ROW_PX : ROW_PX;
  const first_bound = columns.findIndex(({ bound }) => bound);
  const gap = first_bound > 0 ? BOUND_GAP : 0;
  const step = (right - left) / Math.max(1, columns.length + gap);
  const rows: number[] = [];
  const tops: number[] = [];
  let y = TOP_PX + CURVE_PX + GAP_PX;
  for (const group of groups) {
    tops.push(y);
    for (let place = 0; place < group.rows.length; place++) {
      rows.push(y + (narrow ? row_px - 6 : row_px / 2));
      y += row_px;
    }
    y += GROUP_GAP_PX;
  }
  return {
    curve_top: TOP_PX,
    curve_bottom: TOP_PX + CURVE_PX,
    left,
    right,
    step,
    columns: columns.map(({ bound }, at) => left + (at + 0.5 + (bound ? gap : 0)) * step),
    row_px,
    rows,
    groups: tops,
  };
}

export const specificationHeight = (model: SpecificationModel, narrow: boolean): number =>
  (placeSpecifications(model, 800, narrow).rows.at(-1) ?? TOP_PX + CURVE_PX) + 14;
