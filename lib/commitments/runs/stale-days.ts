import { withActor } from "@/lib/db/server";
import type { CheckScope } from "../checks/definition";
import { windowOf } from "../checks/rules";
import type { LoadedCheck } from "../checks/store";
import type { Day } from "../day";
import { metricOf } from "../metrics/registry";
import { CHECKS } from "../system";
import { catalogueVersion, readCheckContext } from "./context";
import { changedDays } from "./days-to-measure";
import { readDigests, sumDigests } from "./digests-sql";
import { type DayRow, readDayRows } from "./store";

/**
 * Days of the window in which `day` lies, up to it, whose decisions or catalogue differ from what their latest revision
 * rests on, in order: reads all the window's decisions once. Days that were never measured are none of them. Of a
 * metric that is measured over the window it is the last day measured that stands for all.
 */
export async function staleDays(check: LoadedCheck, day: Day): Promise<Day[]> {
  const { test } = check.definition;
  const window = windowOf(check.definition, day);
  const per = metricOf(test.metric).per(test);
  if (!window || per === "run") return [];
  const rows = await withActor(CHECKS, (tx) =>
    readDayRows(tx, { check_id: check.id, window_from: window.from }, day),
  );
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last) return [];
  const scope: CheckScope = "scope" in test ? test.scope : {};
  const catalogue_version = catalogueVersion(test, await readCheckContext(test));
  if (per === "day")
    return changedDays(rows, await readDigests(scope, first.day, last.day), catalogue_version);
  return changedDays([last], await digestUpTo(scope, window.from, last), catalogue_version);
}

const digestUpTo = async (scope: CheckScope, from: Day, { day }: DayRow): Promise<Map<Day, string>> =>
  new Map([[day, sumDigests((await readDigests(scope, from, day)).values())]]);
