import type { ResultVerdict } from "./schema";

/** From the gravest to the least that can be said of a day: what one check could judge is not undone by another without data. */
export const GRAVEST_FIRST: readonly ResultVerdict[] = [
  "breach",
  "watch",
  "failed",
  "inconclusive",
  "kept",
  "no_data",
];

/** As they are to be looked at: a check that sees nothing asks for more than one that is kept. */
export const TO_LOOK_AT_FIRST: readonly ResultVerdict[] = [
  "breach",
  "watch",
  "failed",
  "inconclusive",
  "no_data",
  "kept",
];
