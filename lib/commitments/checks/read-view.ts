import type { Tx } from "@/lib/db/server";
import { actorLabels } from "@/lib/identity/server";
import { clockToday } from "../clock";
import type { Day } from "../day";
import { LONG_STRIP_DAYS, type MarkRow, readLastDataDays, readStrips, STRIP_DAYS, toMark } from "./marks";
import { readNamedOverClause } from "./named-over";
import { isRunning, windowOf } from "./rules";
import { type CheckListItem, CheckOutcome } from "./schema";
import { findVersion, type LoadedCheck, type PlacedRow, readChecks } from "./store";
import type { CheckRecord } from "./with-warnings";

/** The window in course on a day; null for what does not run. */
const windowNow = (check: LoadedCheck, today: Day): CheckListItem["window"] =>
  isRunning(check) ? windowOf(check.definition, today) : null;

/** The router that a check asks about; null: all of them, or none. */
export function routerOf({ definition: { test } }: LoadedCheck): string | null {
  const router = "scope" in test ? test.scope.router : "router" in test ? test.router : undefined;
  return router ?? null;
}

type Beside = { strip: readonly MarkRow[]; last_data_day: Day | null; open_findings: number; today: Day };

function toListItem(
  { row, check }: PlacedRow,
  { strip, last_data_day, open_findings, today }: Beside,
): CheckListItem {
  const clause = row.commitment.clauses.find(({ key }) => key === check.clause_key);
  const last = strip.at(-1);
  const { id, key, check_version, title, status, first_day } = check;
  return {
    ...{ id, key, check_version, title, metric: row.metric, router: routerOf(check), status, first_day },
    commitment: { id: check.commitment_id, key: check.commitment_key },
    clause: {
      ...{ key: check.clause_key, text: clause?.text ?? null, kind: clause?.kind ?? null },
      recorded_text: row.clause_text,
    },
    schedule: check.definition.schedule,
    window: windowNow(check, today),
    latest: last
      ? {
          id: last.id,
          day: last.day,
          verdict: last.result_verdict,
          computed_at: last.computed_at.toISOString(),
        }
      : null,
    last_data_day,
    strip: strip.map(toMark),
    open_findings,
  };
}

/** What lists show of versions: where they stand, their last days and how many findings are open. */
export async function readListItems(
  tx: Tx,
  placed: readonly PlacedRow[],
  days: number = STRIP_DAYS,
): Promise<CheckListItem[]> {
  const ids = placed.map(({ check }) => check.id);
  const [today, strips] = [await clockToday(tx), await readStrips(tx, ids, days)];
  const last_data = await readLastDataDays(tx, ids);
  const findings = await tx.finding.groupBy({
    by: ["check_id"],
    where: { check_id: { in: ids }, status: { not: "closed" } },
    _count: { _all: true },
  });
  const open = new Map(findings.map(({ check_id, _count }) => [check_id, _count._all]));
  return placed.map((one) =>
    toListItem(one, {
      strip: strips.get(one.check.id) ?? [],
      last_data_day: last_data.get(one.check.id) ?? null,
      open_findings: open.get(one.check.id) ?? 0,
      today,
    }),
  );
}

/** The other versions of a key that run, or of which findings are open: none of them is hidden by the one that is meant. */
async function readBeside(
  tx: Tx,
  versions: readonly PlacedRow[],
  shown: LoadedCheck,
): Promise<CheckRecord["beside"]> {
  const others = versions.filter(({ check }) => check.id !== shown.id).reverse();
  const items = await readListItems(tx, others, 1);
  return items.flatMap(({ id, check_version, status, latest, open_findings }, at) => {
    const check = others[at]?.check;
    if (!check || (!isRunning(check) && open_findings === 0)) return [];
    const last = latest && { id: latest.id, day: latest.day, verdict: latest.verdict };
    return { id, check_version, status, runs_until: check.runs_until, latest: last, open_findings };
  });
}

/** All that is known of a version, in the caller's transaction. Throws 404. */
export async function readCheckView(tx: Tx, idOrKey: string): Promise<CheckRecord> {
  const placed = await findVersion(tx, idOrKey);
  const { row, check } = placed;
  const versions = await readChecks(tx, { key: check.key });
  const other = (step: number) =>
    versions.find((one) => one.check.check_version === check.check_version + step)?.check;
  const refs = [row.created_by, ...(row.decision ? [row.decision.decided_by] : [])];
  const labels = await actorLabels(tx, refs);
  const [item] = await readListItems(tx, [placed], LONG_STRIP_DAYS);
  if (!item) throw new Error("A version that was found is in its list.");
  const [before, after] = [other(-1), other(1)];
  return {
    ...item,
    named_over: await readNamedOverClause(tx, check, await clockToday(tx)),
    definition: check.definition,
    definition_hash: row.definition_hash,
    recorded_at: check.recorded_at,
    written_at: check.written_at,
    created_by: row.created_by,
    created_by_label: labels.get(row.created_by) ?? row.created_by,
    reason: row.reason,
    supersedes: before ? { id: before.id, check_version: before.check_version } : null,
    superseded_by: after ? { id: after.id, check_version: after.check_version, status: after.status } : null,
    beside: await readBeside(tx, versions, check),
    later: versions
      .filter((one) => one.check.check_version > check.check_version)
      .map(({ check: { id, check_version, status, first_day } }) => ({
        id,
        check_version,
        status,
        first_day,
      })),
    decision: row.decision && {
      outcome: CheckOutcome.parse(row.decision.outcome),
      note: row.decision.note,
      decided_by: row.decision.decided_by,
      decided_by_label: labels.get(row.decision.decided_by) ?? row.decision.decided_by,
      decided_at: row.decision.decided_at.toISOString(),
    },
  };
}
