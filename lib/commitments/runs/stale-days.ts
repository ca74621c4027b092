import { withActor } from "@/lib/db/server";
import type { Context } from "@/lib/neutrality/server";
import type { CheckScope } from "../checks/definition";
import { windowOf } from "../checks/rules";
import type { LoadedCheck } from "../checks/store";
import type { Day } from "../day";
import { isSameRule, methodOf, metricOf } from "../metrics/registry";
import { CHECKS } from "../system";
import { catalogueVersions, readCheckContext } from "./context";
import { changedDays } from "./days-to-measure";
import { readDigests } from "./digests-sql";
import { hashOf } from "./hash";
import { type DayRow, readDayRows } from "./store";

/**
 * Days of the window in which `day` lies, up to it, whose decisions or catalogue differ from what their latest revision
 * rests on, in order: reads the window's decisions once, from `since` on where days before it are known to hold what they
 * held when they were looked at last; and days that an earlier rule of the metric measured. Days that were never measured
 * are none of them. Of a metric that is measured from records it is the last day measured that stands for all: it is
 * measured once more to see whether it comes out as it did.
 */
export async function staleDays(check: LoadedCheck, day: Day, since?: Day): Promise<Day[]> {
  const { test } = check.definition;
  const window = windowOf(check.definition, day);
  const per = metricOf(test.metric).per(test);
  if (!window) return [];
  const rows = await withActor(CHECKS, (tx) =>
    readDayRows(tx, { check_id: check.id, window_from: window.from }, day),
  );
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last) return [];
  const context = await readCheckContext(test);
  if (per === "run") return (await isAsMeasured(check, window.from, last, context)) ? [] : [last.day];
  const scope: CheckScope = "scope" in test ? test.scope : {};
  const versionAt = catalogueVersions(test, context);
  const [old, present] = byRule(rows, methodOf(test));
  const [before, rest] = splitAt(present, since ?? first.day);
  const of_catalogue = before.filter((row) => row.catalogue_version !== versionAt(row.day));
  const digests = rest[0] ? await readDigests(scope, rest[0].day, last.day) : new Map<Day, string>();
  const changed = changedDays(rest, digests, versionAt);
  return [...[...old, ...of_catalogue].map((row) => row.day), ...changed];
}

/** Days that an earlier rule of their metric measured, and the others. */
const byRule = (rows: readonly DayRow[], method: string): [DayRow[], DayRow[]] => [
  rows.filter(({ method_version }) => !isSameRule(method_version, method)),
  rows.filter(({ method_version }) => isSameRule(method_version, method)),
];

const splitAt = (rows: readonly DayRow[], since: Day): [DayRow[], DayRow[]] => [
  rows.filter(({ day }) => day < since),
  rows.filter(({ day }) => day >= since),
];

async function isAsMeasured(
  check: LoadedCheck,
  window_from: Day,
  { day, content_hash }: DayRow,
  context: Context,
): Promise<boolean> {
  const { test } = check.definition;
  const nothing = { fits: [], kept: [], rows: null };
  const asked = { check, test, window_from, day, days: [day], context, ...nothing };
  const { days } = await metricOf(test.metric).measure(asked);
  return hashOf(days.get(day) ?? {}) === content_hash;
}
