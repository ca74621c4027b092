import type { Tx } from "@/lib/db/server";
import { windowOf } from "../checks/rules";
import type { CheckStatus } from "../checks/schema";
import { type LoadedCheck, readChecks } from "../checks/store";
import { plusDays } from "../day";
import type { FindingRetest } from "./schema";
import type { FindingRow } from "./store";
import { dayOrNull } from "./view";

type Version = Pick<
  LoadedCheck,
  "id" | "key" | "check_version" | "definition" | "first_day" | "status" | "runs_until"
>;

/** What judges the days after a remedy, or will. */
const TESTS: readonly CheckStatus[] = ["running", "superseded", "waiting", "proposed"];

/**
 * What tests a remedied finding again: the newest version of its check whose first day is later than the remedy; without
 * one the next window of its own version. Null where neither is in sight.
 */
export function retestOf(
  versions: readonly Version[],
  own: { id: string; key: string },
  remedied_on: string,
): FindingRetest | null {
  const later = versions
    .filter(
      ({ key, first_day, status }) => key === own.key && first_day > remedied_on && TESTS.includes(status),
    )
    .toSorted((a, b) => b.check_version - a.check_version);
  // One that somebody has only proposed tests nothing yet.
  const found = later.find(({ status }) => status !== "proposed") ?? later[0];
  if (found) {
    const { id, check_version, first_day, status, definition } = found;
    const { window_days } = definition;
    return { check_id: id, check_version, first_day, last_day: plusDays(first_day, window_days - 1), status };
  }
  const version = versions.find(({ id }) => id === own.id);
  if (!version || !["running", "superseded"].includes(version.status)) return null;
  const window = windowOf(version.definition, remedied_on);
  const next = window && windowOf(version.definition, window.to);
  if (!next || (version.runs_until !== null && next.from >= version.runs_until)) return null;
  return {
    ...{ check_id: version.id, check_version: version.check_version, first_day: next.from },
    ...{ last_day: plusDays(next.to, -1), status: version.status },
  };
}

/** The retests of findings that are remedied and not closed, by the ids of the findings. */
export async function readRetests(tx: Tx, rows: readonly FindingRow[]): Promise<Map<string, FindingRetest>> {
  const waiting = rows.flatMap((row) => {
    const remedied_on = dayOrNull(row.remedied_on);
    const { check } = row;
    return check && row.kind === "tilt" && remedied_on !== null && row.status !== "closed"
      ? [{ id: row.id, check, remedied_on }]
      : [];
  });
  const found = new Map<string, FindingRetest>();
  if (waiting.length === 0) return found;
  const keys = [...new Set(waiting.map(({ check }) => check.key))];
  const versions = (await readChecks(tx, { key: { in: keys } })).map(({ check }) => check);
  for (const { id, check, remedied_on } of waiting) {
    const retest = retestOf(versions, check, remedied_on);
    if (retest) found.set(id, retest);
  }
  return found;
}
