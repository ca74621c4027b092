import { type DayTable, nameOfFit } from "@/lib/neutrality/server";
import type { Day } from "../day";
import type { Content, JudgedDay, MeasuredDays } from "./metric";

const namesOf = (versions: NonNullable<DayTable["began"]>): string =>
  versions
    .map((version) => nameOfFit(version))
    .sort()
    .join();

/**
 * Days as they were measured again, each with the policy versions that it had when it was first measured. A version that
 * arrives late on a day that was judged begins no evidence there: a start that is placed after the decisions since have
 * been seen would be chosen, and would take weight from those that were staked before.
 */
export function withBeginnings(
  measured: MeasuredDays,
  { kept }: { kept: readonly JudgedDay[] },
): MeasuredDays {
  const before = new Map<Day, DayTable>(
    kept.flatMap(({ day, content }) =>
      measured.days.has(day) ? [[day, content as unknown as DayTable] as const] : [],
    ),
  );
  if (before.size === 0) return measured;
  const days = [...measured.days].map(([day, content]): [Day, Content] => {
    const was = before.get(day);
    if (!was) return [day, content];
    const began = was.began ?? was.versions;
    const table = content as unknown as DayTable;
    const same = namesOf(began) === namesOf(table.versions);
    return [day, same ? content : { ...content, began: began.map(nameAlone) }];
  });
  return { ...measured, days: new Map(days) };
}

const nameAlone = ({ router, policy_version }: { router: string; policy_version: string }) => ({
  router,
  policy_version,
});
