import { isClickhouseDown } from "@/lib/clickhouse/server";
import { isDatabaseDown } from "@/lib/db/server";
import { Problem } from "@/lib/kernel/errors";
import { NOTHING } from "./digests-sql";
import { hashInputs, NO_INPUTS } from "./inputs";
import type { WorkedOut } from "./work-out";

/** A run that could not be completed, as a result that says why. A store that is down is thrown on: it is tried again. */
export function failedRun(error: unknown): WorkedOut {
  if (isDatabaseDown(error) || isClickhouseDown(error)) throw error;
  return {
    ...{ days: [], fits: [], inputs: NO_INPUTS, inputs_hash: hashInputs(NO_INPUTS, [], []) },
    ...{ dataset_digest: NOTHING, catalogue_version: "", rests_on: [], why: null, before: null },
    judged: {
      verdict: "failed",
      figures: { measures: [], n: 0, because: [`failed: ${reasonOf(error)}`], tilt: null, rows: [] },
      b_version: null,
    },
  };
}

const MOST = 500;

/** What went wrong, in a line: a known refusal in its own words, else the error's first line. */
function reasonOf(error: unknown): string {
  if (error instanceof Problem) return error.errors?.[0]?.message ?? error.detail ?? error.title;
  const text = error instanceof Error ? error.message : String(error);
  return (text.split("\n")[0] ?? "unknown").slice(0, MOST);
}
