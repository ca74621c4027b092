import { withActor } from "@/lib/db/server";
import type { Context } from "@/lib/neutrality/server";
import type { CheckScope } from "../checks/definition";
import { windowOf } from "../checks/rules";
import type { LoadedCheck } from "../checks/store";
import type { Day } from "../day";
import { metricOf } from "../metrics/registry";
import { CHECKS } from "../system";
import { catalogueVersion, readCheckContext } from "./context";
import { changedDays } from "./days-to-measure";
import { readDigests, sumDigests } from "./digests-sql";
import { hashOf } from "./hash";
import { type DayRow, readDayRows } from "./store";

/**
 * Days of the window in which `day` lies, up to it, whose decisions or catalogue differ from what their latest revision
 * rests on, in order: reads the window's decisions once, from `since` on where days before it are known to hold what they
 * held when they were looked at last. Days that were never measured are none of them. Of a
 * metric that is measured over the window it is the last day measured that stands for all; of one that is measured from
 * records too, which is measured once more to see whether it comes out as it did.
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
  const catalogue_version = catalogueVersion(test, context);
  if (per === "day") {
    const [before, rest] = splitAt(rows, since ?? first.day);
    const of_catalogue = before.filter((row) => row.catalogue_version !== catalogue_version);
    const digests = rest[0] ? await readDigests(scope, rest[0].day, last.day) : new Map<Day, string>();
    return [...of_catalogue.map((row) => row.day), ...changedDays(rest, digests, catalogue_version)];
  }
  return changedDays([last], await digestUpTo(scope, window.from, last), catalogue_version);
}

const splitAt = (rows: readonly DayRow[], since: Day): [DayRow[], DayRow[]] => [
  rows.filter(({ day }) => day < since),
  rows.filter(({ day }) => day >= since),
];

const digestUpTo = async (scope: CheckScope, from: Day, { day }: DayRow): Promise<Map<Day, string>> =>
  new Map([[day, sumDigests((await readDigests(scope, from, day)).values())]]);

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
