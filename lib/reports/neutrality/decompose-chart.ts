import { niceAxis } from "@/lib/kernel/chart";
import { formatDayMonth, formatPercent, formatPercentNumber, formatPoints } from "@/lib/kernel/format";
import type { WaterfallModel, WaterfallStep } from "@/lib/kernel/proof-chart";
import { parseInstant } from "@/lib/kernel/time";
import type { NeutralityQuery, Rise } from "@/lib/neutrality";
import type { DecomposeAnswer, DecomposeQuery } from "@/lib/routing";
import { periodWords, waterfallTable } from "./waterfall-chart";

/** What made our own share of all routed decisions change, between the periods of the page. */
export type ShareChangeModel = { chart: WaterfallModel; text: string; api_href: string };

/**
 * The question to the decomposition that compares the same periods; null where it cannot be asked: it knows our own
 * models alone, and takes no filter but the router.
 */
export function decomposeQuestion(query: NeutralityQuery, rise: Rise | null): DecomposeQuery | null {
  const { focus, task, region, policy_version, router } = query;
  const other =
    focus !== "first_party" || [task, region, policy_version].some((filter) => filter !== undefined);
  if (!rise || other) return null;
  const { before, after } = rise;
  const later = (parseInstant(after.to) ?? 0) > (parseInstant(query.to) ?? 0);
  return {
    from: after.from,
    to: later ? query.to : after.to,
    against_from: before.from,
    against_to: before.to,
    ...(router === undefined ? {} : { router }),
  };
}

const apiHref = (query: DecomposeQuery): string => {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined);
  return `/api/v1/routing/decompose?${new URLSearchParams(pairs)}`;
};

/** Task mix, router mix and what changed within both, as the machine interface gives them; null without a base. */
export function composeShareChange(
  answer: DecomposeAnswer,
  query: DecomposeQuery,
  { before, after }: Rise,
  generated: boolean,
): ShareChangeModel | null {
  const [start, end] = [answer.before.share, answer.after.share];
  if (start === null || end === null) return null;
  const steps = stepsOf(answer, start, end, { before: before.to, after: after.from });
  const axis = niceAxis(
    steps.flatMap(({ from, to }) => [from, to]),
    5,
  );
  const periods = `${periodWords(after)} against ${periodWords(before)}`;
  const parts = `${formatPoints(answer.task_mix)} points by other tasks, ${formatPoints(answer.router_mix)} by other routers within a task, ${formatPoints(answer.within)} within both`;
  return {
    chart: {
      title: "The same for all routed decisions",
      unit: `tested or not; changes in points; axis starts at ${formatPercentNumber(axis.min, 0)}\u00a0%`,
      summary: `${periods}: ${parts}.`,
      generated,
      file_name: "what-changed-the-share-of-all-routed-decisions",
      table: waterfallTable(steps),
      steps,
      axis,
    },
    text: `All routed decisions, ${periods}: ${parts}; together ${formatPoints(answer.change)}. What changed within is earned or taken; only the test above tells which.`,
    api_href: apiHref(query),
  };
}

function stepsOf(
  { task_mix, router_mix, within }: DecomposeAnswer,
  start: number,
  end: number,
  days: { before: string; after: string },
): WaterfallStep[] {
  const level = (key: string, label: string, at: number): WaterfallStep => ({
    ...{ key, label, kind: "level", from: at, to: at },
    ...{ figure: formatPercent(at), tone: "own", margin: null },
  });
  const change = (
    key: string,
    label: string,
    from: number,
    size: number,
    tone: WaterfallStep["tone"],
  ): WaterfallStep => ({
    ...{ key, label, kind: "change", from, to: from + size },
    ...{ figure: formatPoints(size), tone, margin: null },
  });
  const last = (parseInstant(days.before) ?? 0) - 1;
  return [
    level("before", `To ${formatDayMonth(last)}`, start),
    change("task_mix", "Task mix", start, task_mix, "quiet"),
    change("router_mix", "Router mix within tasks", start + task_mix, router_mix, "quiet"),
    change("within", "Within tasks and routers", start + task_mix + router_mix, within, "middle"),
    level("after", `From ${formatDayMonth(days.after)}`, end),
  ];
}
