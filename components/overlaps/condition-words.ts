import {
  capitalise,
  countInWords,
  formatCount,
  formatDate,
  formatDaysAway,
  numberWord,
} from "@/lib/kernel/format";
import { daysBetween } from "@/lib/kernel/time";
import type { ConditionListItem } from "@/lib/register";

type Condition = Pick<ConditionListItem, "status" | "due_on" | "overdue" | "covered_to">;

const IN_FORCE: readonly ConditionListItem["status"][] = ["open", "proven", "effective"];

/** What a section of conditions tells apart: what holds now, what is only proposed, what is over. */
export function sortConditions<C extends Pick<Condition, "status">>(conditions: readonly C[]) {
  return {
    in_force: conditions.filter(({ status }) => IN_FORCE.includes(status)),
    proposed: conditions.filter(({ status }) => status === "proposed"),
    ended: conditions.filter(({ status }) => status === "ended"),
  };
}

const dayOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);

/** Met or not, and what there is to add; "met" only after somebody judged the proof. */
export function conditionState(
  condition: Condition,
  today: string,
): { met: boolean; word: string; more: string | null } {
  const away = daysBetween(dayOf(today), dayOf(condition.due_on));
  switch (condition.status) {
    case "effective": {
      const lapsed = condition.covered_to !== null && condition.covered_to < today;
      return {
        met: true,
        word: "met",
        more: lapsed ? `shown up to ${formatDate(condition.covered_to ?? "")}` : null,
      };
    }
    case "proven":
      return { met: false, word: "proof to be judged", more: null };
    case "open":
      return condition.overdue
        ? { met: false, word: "unmet", more: `${formatCount(Math.max(-away, 1), "day")} overdue` }
        : { met: false, word: "open", more: `due ${formatDaysAway(away)}` };
    case "proposed":
      return { met: false, word: "proposed", more: null };
    case "ended":
      return { met: false, word: "ended", more: null };
  }
}

type Counted = Pick<Condition, "status" | "overdue">;

/** "Two of four conditions are unmet.", which is said of those past their day; before it they are not met yet. */
export function conditionsTitle(conditions: readonly Counted[]): string {
  const { in_force, proposed, ended } = sortConditions(conditions);
  if (in_force.length > 0) return inForceTitle(in_force);
  if (proposed.length > 0)
    return `${capitalise(countInWords(proposed.length, "condition"))} ${isAre(proposed.length)} proposed.`;
  return ended.length > 0 ? "No condition is in force." : "No conditions.";
}

function inForceTitle(conditions: readonly Counted[]): string {
  const overdue = conditions.filter((condition) => condition.overdue).length;
  const waiting = conditions.filter(({ status }) => status !== "effective").length;
  if (waiting === 0) return allOf(conditions.length, "met");
  return overdue > 0
    ? someOf(overdue, conditions.length, "unmet")
    : someOf(waiting, conditions.length, "not met yet");
}

const isAre = (n: number): string => (n === 1 ? "is" : "are");

function allOf(n: number, what: string): string {
  if (n === 1) return `Its one condition is ${what}.`;
  return n === 2 ? `Both conditions are ${what}.` : `All ${numberWord(n)} conditions are ${what}.`;
}

const someOf = (k: number, n: number, what: string): string =>
  k === n
    ? allOf(n, what)
    : `${capitalise(numberWord(k))} of ${numberWord(n)} conditions ${isAre(k)} ${what}.`;
