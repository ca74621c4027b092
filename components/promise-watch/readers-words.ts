import type { FindingKind } from "@/lib/commitments";

/** Under a field for words: whatever is written beside the promise has all of its readers. */
export const READ_BY_ALL =
  "Everybody who reads the promise reads this too, partner managers among them: keep what partners confide out of it.";

/** The same of a finding; one of a condition has the readers of its overlap. */
export const findingReaders = (kind: FindingKind): string =>
  kind === "condition" ? "Everybody who may see the overlap reads this too." : READ_BY_ALL;
