import { addDays, startOfDay } from "@/lib/kernel/time";
import { type RuleWindow, withRuleWindow } from "../baselines/rule-window";
import type { Context } from "../context";
import type { NeutralityQuery } from "../schema";
import { readPatterns } from "../store/rule-patterns";
import { readCells } from "../store/tested-scan";
import { readClusters } from "./clusters-sql";
import { composeRuleDay, learnable, standingRules } from "./declared-day";
import type { DeclaredDay, KeptPattern } from "./declared-schema";
import { type RuleCounts, readDeviationClusters, readRuleCounts } from "./declared-sql";
import { type OpenedDays, outsideOf } from "./revealed-days";
import { type DayTally, readDayTallies, testedResiduals } from "./revealed-sql";
import type { FrozenFit } from "./schema";

/** As `OpenedDays`, of days that are held to declared rules. */
export type OpenedRuleDays = Omit<OpenedDays, "measure"> & {
  measure: (fits: readonly FrozenFit[]) => Promise<Map<number, DeclaredDay>>;
};

/** Prepares the days of the query with each candidate's gap, and runs `work`; nothing stays behind in the store. */
export const withDeclaredDays = <T>(
  query: NeutralityQuery,
  context: Context,
  work: (opened: OpenedRuleDays) => Promise<T>,
): Promise<T> =>
  withRuleWindow(query, context, { detail: false }, async (window) => {
    const [tallies, counts] = await Promise.all([
      readDayTallies(window.design.table),
      readRuleCounts(window.design),
    ]);
    return work({
      choices: learnable(window.fits, tallies),
      measure: (fits) => measureRuleDays(query, { window, tallies, counts }, fits),
    });
  });

type Opened = { window: RuleWindow; tallies: readonly DayTally[]; counts: readonly RuleCounts[] };

async function measureRuleDays(
  query: NeutralityQuery,
  { window: { design, fits: rules, prepared, window }, tallies, counts }: Opened,
  fits: readonly FrozenFit[],
): Promise<Map<number, DeclaredDay>> {
  const standing = standingRules(rules, fits, { constant: query.noise === "constant" });
  const { coefficients, constant } = standing;
  const [cells, clusters, patterns, deviations, outside] = await Promise.all([
    coefficients.size > 0 ? readCells(design, coefficients) : [],
    coefficients.size > 0 ? readClusters(testedResiduals(design, coefficients, { quick: false })) : null,
    constant.length > 0 ? readPatterns(design, constant) : [],
    readDeviationClusters(design, constant),
    outsideOf(query, prepared),
  ]);
  const { versions, strata, names } = prepared;
  const facts = { rules, versions, strata, owners: names.owners };
  const first_ms = startOfDay(window.from_ms);
  const own = <T extends { day: number }>(rows: readonly T[], day: number) =>
    rows.filter((row) => row.day === day);
  return new Map(
    [...new Set([...tallies.map(({ day }) => day), ...outside.keys()])].map((day) => [
      day,
      composeRuleDay(facts, standing, {
        span: { from_ms: addDays(first_ms, day), to_ms: addDays(first_ms, day + 1) },
        tallies: own(tallies, day),
        outside: outside.get(day) ?? { not_router: 0, blind_arm: 0 },
        counts: own(counts, day),
        cells: own(cells, day),
        clusters: clusters?.get(day) ?? null,
        patterns: own(patterns, day).map((cell) => ({ ...cell, rows: cell.patterns.map(rowOf) })),
        deviations: deviations.get(day) ?? null,
      }),
    ]),
  );
}

type Pattern = Awaited<ReturnType<typeof readPatterns>>[number]["patterns"][number];

const rowOf = ({ candidates, focals, neutral, neutral_focals, n, x }: Pattern): KeptPattern => [
  candidates,
  focals,
  neutral,
  neutral_focals,
  n,
  x,
];
