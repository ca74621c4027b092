import { addDays, parseInstant, startOfDay } from "@/lib/kernel/time";
import type { Context } from "../../context";
import { changesWithin, ruleFits } from "../../rules/rule-fits";
import type { NeutralityQuery } from "../../schema";
import { composeRuleDay, learnable, type RuleFacts, standingRules } from "../declared-day";
import type { OpenedRuleDays } from "../declared-days";
import type { DeclaredDay } from "../declared-schema";
import type { FrozenFit } from "../schema";
import { type CountedRules, countRules } from "./declared-tally";
import { patternRows } from "./declared-test";
import { numberDay } from "./number-day";
import type { ScopedRows } from "./revealed-rows";
import type { Part } from "./schema";
import { letGo, outsideRows } from "./tally-rows";
import { testRows } from "./test-rows";

type Span = { from_ms: number; to_ms: number };

const spanOf = ({ from }: NeutralityQuery, index: number): Span => {
  const first_ms = startOfDay(parseInstant(from) ?? 0);
  return { from_ms: addDays(first_ms, index), to_ms: addDays(first_ms, index + 1) };
};

/** Whether the rules of these days can be told without the instants of their decisions. */
export const areRulesOfDays = (
  query: NeutralityQuery,
  { rules }: Context,
  days: readonly ScopedRows[],
): boolean =>
  days.every(({ index }) => !changesWithin(rules, { ...spanOf(query, index), router: query.router }));

type CountedDay = CountedRules & { index: number; span: Span; parts: readonly Part[]; facts: RuleFacts };

/** Days that are held to declared rules and whose decisions are in memory, by the definitions of `withDeclaredDays`. */
export async function withRulesOfRows<T>(
  query: NeutralityQuery,
  context: Context,
  days: readonly ScopedRows[],
  work: (opened: OpenedRuleDays) => Promise<T>,
): Promise<T> {
  const counted = days.map(({ index, parts }): CountedDay => {
    const span = spanOf(query, index);
    const numbered = numberDay(query, context, parts);
    const { versions, strata, owners } = numbered;
    const rules = ruleFits(versions, context.rules, span);
    const fitOf = (version: number) => rules.stretches[version - 1]?.[0]?.fit ?? 0;
    const facts = { rules, versions, strata, owners };
    return { index, span, parts, facts, ...countRules(numbered, { rules, fitOf }) };
  });
  try {
    return await work({
      choices: counted.flatMap(({ index, facts, tallies }) =>
        learnable(facts.rules, tallies).map((found) => ({ ...found, day: index })),
      ),
      measure: (fits) =>
        Promise.resolve(new Map(counted.map((day) => [day.index, measureDay(query, day, fits)] as const))),
    });
  } finally {
    for (const { comparable } of counted) letGo(comparable);
  }
}

function measureDay(
  query: NeutralityQuery,
  { span, parts, facts, tallies, counts, comparable }: CountedDay,
  fits: readonly FrozenFit[],
): DeclaredDay {
  const standing = standingRules(facts.rules, fits, { constant: query.noise === "constant" });
  const { coefficients, constant } = standing;
  const tested =
    coefficients.size > 0 ? testRows(comparable, coefficients, 1) : { cells: [], clusters: null };
  return composeRuleDay(facts, standing, {
    ...{ span, tallies, counts, outside: outsideRows(parts) },
    ...tested,
    ...patternRows(comparable, constant),
  });
}
