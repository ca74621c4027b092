import type { NeutralityQuery } from "@/lib/neutrality";
import {
  areRulesOfDays,
  type Context,
  type DayTable,
  emptyDay,
  emptyRuleDay,
  Fold,
  type FrozenFit,
  fitFrozen,
  fitRule,
  leastChoices,
  nameOfFit,
  type OpenedDays,
  oneAtATime,
  stampOfRule,
  withDeclaredDays,
  withRevealedDays,
  withRowsOfDays,
  withRulesOfRows,
} from "@/lib/neutrality/server";
import { type Day, daysFrom, plusDays } from "../day";
import { candidatesSaid, endOf } from "../runs/context";
import type { CheckFitRow, Content, MeasuredDays, Measuring } from "./metric";
import { tiltQuery } from "./query";

/** A fit is made anew when the choices that it learnt from have grown by half, or a purge took as many away. */
const GROWTH = 1.5;

/** So many days are measured without waiting for a turn; a fit of the window waits for its own then. */
export const FEW_DAYS = 7;

/** The last fit of each router and policy version. */
export function latestFits(fits: readonly CheckFitRow[]): CheckFitRow[] {
  const latest = new Map<string, CheckFitRow>();
  for (const fit of [...fits].sort((a, b) => a.b_version - b.b_version)) latest.set(nameOfFit(fit), fit);
  return [...latest.values()];
}

type Choices = { router: string; policy_version: string; decisions: number };

function addChoices(sums: Map<string, Choices>, parts: Iterable<Choices>): void {
  for (const { router, policy_version, decisions } of parts) {
    const name = nameOfFit({ router, policy_version });
    const before = sums.get(name)?.decisions ?? 0;
    sums.set(name, { router, policy_version, decisions: before + decisions });
  }
}

/** Choices among partners of each router and policy version, summed. */
export function sumChoices(parts: Iterable<Choices>): Map<string, Choices> {
  const sums = new Map<string, Choices>();
  addChoices(sums, parts);
  return sums;
}

// Days never change, and a window grows at its end.
const keptChoices = new Fold<Content, Map<string, Choices>>((sums, content) =>
  addChoices(sums, tableOf(content).choices),
);

/** The same of days that were measured before, and some more. */
function withKept(kept: readonly Content[], more: Iterable<Choices>): Map<string, Choices> {
  const sums = new Map(keptChoices.of(kept, () => new Map()));
  addChoices(sums, more);
  return sums;
}

/**
 * Whether the standard is to be learnt anew: there is none, the catalogue is another, or there is much more (or less) to
 * learn from. Where choices were too few it is learnt on the first day on which they are enough, and not tried before.
 */
export function isRefitDue(
  fit: Pick<CheckFitRow, "choices" | "catalogue_version" | "reason" | "covariates"> | undefined,
  choices: number,
  catalogue_version: string,
): boolean {
  if (fit === undefined || fit.catalogue_version !== catalogue_version) return true;
  if (fit.reason === "too_few_partner_choices") return choices >= leastChoices(fit.covariates.length);
  return choices >= GROWTH * Math.max(1, fit.choices) || choices * GROWTH <= fit.choices;
}

type Open = (
  query: NeutralityQuery,
  context: Context,
  work: (opened: OpenedDays) => Promise<MeasuredDays>,
) => Promise<MeasuredDays>;

/** What a router is held to by fits that are learnt from its choices among partners and used from then on. */
type Standard = {
  open: Open;
  fit: typeof fitFrozen;
  /** A day on which nothing was decided. */
  empty: () => DayTable;
  /** By what a fit was learnt that holds up to a day: where it is another the fit is made anew. */
  versionOf: (of: { router: string; policy_version: string }, upto: Day) => string;
};

/** Decisions in memory by the number of their day among those that are measured; null: they are not there. */
const scopedRows = ({ days: [first], rows }: Measuring<"routing_tilt">) =>
  rows && first !== undefined
    ? [...rows].map(([day, parts]) => ({ index: daysFrom(first, day), parts }))
    : null;

/** Days of `partner_revealed`: by the standard that the router shows between partners. */
export function measureRevealed(measuring: Measuring<"routing_tilt">): Promise<MeasuredDays> {
  const { test, context } = measuring;
  const scoped = scopedRows(measuring);
  return measureFrozen(measuring, {
    open: (query, at, work) =>
      scoped ? withRowsOfDays(query, at, scoped, work) : withRevealedDays(query, at, work),
    fit: fitFrozen,
    empty: () => emptyDay(test.covariates),
    versionOf: (of, upto) =>
      [context.catalogue.version, ...candidatesSaid(context, of, endOf(upto))].join("."),
  });
}

/** Days of `declared_policy`: by the noise that the router shows around its rule between partners. */
export function measureDeclared(measuring: Measuring<"routing_tilt">): Promise<MeasuredDays> {
  const { context } = measuring;
  const { catalogue, rules } = context;
  const scoped = scopedRows(measuring);
  return measureFrozen(measuring, {
    open: (query, at, work) =>
      scoped && areRulesOfDays(query, at, scoped)
        ? withRulesOfRows(query, at, scoped, work)
        : withDeclaredDays(query, at, work),
    fit: fitRule,
    empty: emptyRuleDay,
    versionOf: (of, upto) =>
      [catalogue.version, stampOfRule(rules, of), ...candidatesSaid(context, of, endOf(upto))].join("."),
  });
}

/**
 * New days are measured by the fits in force, which are made anew where that is due; a day measured again keeps the fit that
 * it was judged by, unless that was made anew.
 */
async function measureFrozen(
  measuring: Measuring<"routing_tilt">,
  { open, fit: learn, empty, versionOf }: Standard,
): Promise<MeasuredDays> {
  const { test, window_from, day: last, days, context, fits, kept } = measuring;
  const [first, final] = [days[0], days.at(-1)];
  if (first === undefined || final === undefined) return { days: new Map(), fits: [] };
  const wanted = new Set<Day>(days);
  const dayOf = (index: number) => plusDays(first, index);
  const query = tiltQuery(test, first, final);
  const measure = async (opened: OpenedDays): Promise<MeasuredDays> => {
    const measured = opened.choices.filter(({ day }) => wanted.has(dayOf(day)));
    const others = kept.flatMap(({ day, content }) => (wanted.has(day) ? [] : [content]));
    const fresh = await refit(sumChoices(measured), withKept(others, measured));
    const renewed = new Set(fresh.map(nameOfFit));
    const in_force = [...latestFits(fits).filter((fit) => !renewed.has(nameOfFit(fit))), ...fresh];
    const before = new Map(
      kept.flatMap(({ day, content }) => (wanted.has(day) ? [[day, tableOf(content)] as const] : [])),
    );
    const groups = groupDays(days, (day) => fitsOf(before.get(day), { in_force, renewed, fits }));
    const tables = new Map<Day, Content>();
    for (const { days: of_group, fits: standing } of groups) {
      const found = await opened.measure(standing);
      for (const [index, table] of found)
        if (of_group.has(dayOf(index))) tables.set(dayOf(index), table as unknown as Content);
      for (const day of of_group) if (!tables.has(day)) tables.set(day, empty() as unknown as Content);
    }
    return {
      days: tables,
      fits: fresh.map((fit) => ({ ...fit, from_day: first, upto_day: last })),
    };
  };
  return open(query, context, measure);

  async function refit(
    seen: ReadonlyMap<string, Choices>,
    all: ReadonlyMap<string, Choices>,
  ): Promise<CheckFitRow[]> {
    const latest = new Map(latestFits(fits).map((fit) => [nameOfFit(fit), fit]));
    const b_version = Math.max(0, ...fits.map((fit) => fit.b_version)) + 1;
    const made: CheckFitRow[] = [];
    for (const [name, { router, policy_version }] of seen) {
      const choices = all.get(name)?.decisions ?? 0;
      const [of, before] = [{ router, policy_version }, latest.get(name)];
      if (!isRefitDue(before, choices, versionOf(of, before?.upto_day ?? last))) continue;
      const query = tiltQuery(test, window_from, last);
      const fitting = (): Promise<FrozenFit> =>
        learn(query, context, { router, policy_version, b_version }, choices);
      const fit = await (days.length > FEW_DAYS ? fitting() : oneAtATime(fitting));
      made.push({ ...fit, catalogue_version: versionOf(of, last), from_day: window_from, upto_day: last });
    }
    return made;
  }
}

const tableOf = (content: Content): DayTable => content as unknown as DayTable;

/** The fits of one day: those in force, but for what it was judged by before and was not made anew. */
function fitsOf(
  before: DayTable | undefined,
  {
    in_force,
    renewed,
    fits,
  }: { in_force: readonly CheckFitRow[]; renewed: ReadonlySet<string>; fits: readonly CheckFitRow[] },
): CheckFitRow[] {
  if (!before) return [...in_force];
  return in_force.map((fit) => {
    const name = nameOfFit(fit);
    const was = before.fits.find((one) => nameOfFit(one) === name)?.b_version ?? null;
    if (renewed.has(name) || was === null) return fit;
    return fits.find((one) => nameOfFit(one) === name && one.b_version === was) ?? fit;
  });
}

function groupDays(
  days: readonly Day[],
  fitsFor: (day: Day) => CheckFitRow[],
): { days: Set<Day>; fits: CheckFitRow[] }[] {
  const groups = new Map<string, { days: Set<Day>; fits: CheckFitRow[] }>();
  for (const day of days) {
    const fits = fitsFor(day);
    const key = JSON.stringify(fits.map((fit) => [nameOfFit(fit), fit.b_version]));
    const group = groups.get(key) ?? { days: new Set<Day>(), fits };
    group.days.add(day);
    groups.set(key, group);
  }
  return [...groups.values()];
}
