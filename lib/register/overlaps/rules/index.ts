import type { Rule } from "../hit";
import { POINTS_TABLE } from "../points-table";
import { channelConflict } from "./channel-conflict";
import { productOverlap } from "./product-overlap";
import { rivalInvestees } from "./rival-investees";
import { routerOverlap } from "./router-overlap";
import { sharedInvestor } from "./shared-investor";
import { wallMissing } from "./wall-missing";

/** The six rules, in the order of their numbers. */
export const RULES: readonly Rule[] = [
  productOverlap,
  rivalInvestees,
  sharedInvestor,
  routerOverlap,
  wallMissing,
  channelConflict,
];

/** Changes whenever the same register could give other overlaps or other severities. */
export const DETECTION_VERSION = [
  ...RULES.map(({ kind, version }) => `${kind}@${version}`),
  `points@${POINTS_TABLE.version}`,
].join(" ");
