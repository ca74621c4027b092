import { type Tested, testPrepared } from "../baselines/partner-revealed";
import type { Prepared } from "../baselines/prepare-window";
import type { Context } from "../context";
import type { Covariate, Neutrality, NeutralityQuery } from "../schema";
import { defaultCovariates, lackMask } from "../store/tally";
import { oneAtATime, reportProgress } from "../turns";
import { describeSpecification, type Told } from "./describe-specification";
import { type Families, familiesOf, hasVariants, withOnePerFamily } from "./families";
import { covariateSets, type Planned, planSpecifications } from "./plan";
import { cutWindow, readLargestTenant } from "./rows-sql";
import type { SpecificationChoices, SpecificationWeight } from "./schema";
import { type Days, listSpans, outlierDays } from "./spans";
import { carriedWeights, type OtherWeight, readWeightedTables } from "./weights-sql";

/** `others`: how many baselines are told afterwards. */
type Window = { prepared: Prepared; verdict: Neutrality; others: number };
type ToldWindow = { revealed: Told[]; days: Days; planned: number };

type Standard = { query: NeutralityQuery; context: Context; prepared: Prepared };

/** Every planned estimate by the standard between partners, each told by every weight that the log carries. */
export async function tellRevealed(
  query: NeutralityQuery,
  context: Context,
  { prepared, verdict, others }: Window,
): Promise<ToldWindow> {
  const standard = { query: { ...query, baseline: "partner_revealed" as const }, context, prepared };
  const base = await oneAtATime(() => testPrepared(standard.query, prepared, context));
  const { planned, weights, families, days } = await planWindow(standard, base);
  const coefficients = new Map<string, Coefficients>();
  const untold = new Map<string, Told[]>();
  const tell = async (plan: Planned): Promise<Told[]> => {
    const chosen = plan === planned[0] && verdict.baseline === "partner_revealed";
    const key = plan.covariates.join();
    const by = coefficients.get(key) ?? new Map();
    // Without coefficients nothing tells which of a family stands for it.
    if (plan.candidates === "one_per_family" && by.size === 0)
      return (untold.get(key) ?? []).map(({ choices, ...why }) => ({
        ...why,
        choices: { ...choices, candidates: plan.candidates },
      }));
    const told = async (tested: Tested) => {
      const all = await tellWeights(standard.query, tested, { plan, weights, chosen });
      if (isWhole(plan) && plan.candidates === "all") {
        coefficients.set(key, tested.coefficients);
        untold.set(key, all);
      }
      return all;
    };
    return plan === planned[0] ? told(base) : withPlanned(standard, { plan, families, by }, told);
  };
  // Few decisions leave the engine idle between questions; of many, each takes all of it.
  const at_once = prepared.design.sample === null ? AT_ONCE : 1;
  const of = planned.length + others;
  const [plain, collapsed] = [false, true].map((one) =>
    planned.filter(({ candidates }) => (candidates === "one_per_family") === one),
  );
  const revealed = [
    ...(await inTurns(plain ?? [], at_once, tell, (done) => reportProgress(done, of))),
    // These stand on the coefficients of those.
    ...(await inTurns(collapsed ?? [], at_once, tell, (done) =>
      reportProgress((plain ?? []).length + done, of),
    )),
  ];
  return { revealed, days, planned: planned.length };
}

const AT_ONCE = 3;

/** Some at once, then the next; turns are short, so that verdicts that somebody waits for come in between. */
async function inTurns(
  planned: readonly Planned[],
  at_once: number,
  tell: (plan: Planned) => Promise<Told[]>,
  report: (done: number) => void,
): Promise<Told[]> {
  const told: Told[] = [];
  for (let start = 0; start < planned.length; start += at_once) {
    report(start);
    const some = planned.slice(start, start + at_once);
    told.push(...(await oneAtATime(() => Promise.all(some.map(tell)))).flat());
  }
  return told;
}

const isWhole = ({ window, outliers }: Planned): boolean => window === "whole" && outliers === "none";

async function planWindow({ context, prepared }: Standard, { measured }: Tested) {
  const { design, tallies, versions, names } = prepared;
  const by_day = new Map<number, number>();
  for (const { day, n } of measured.cells) by_day.set(day, (by_day.get(day) ?? 0) + n);
  const seen = by_day.size > 0 ? [...by_day.keys()] : [0];
  const days = { first_day: Math.min(...seen), last_day: Math.max(...seen) };
  const families = familiesOf(names, context.catalogue);
  const [largest_tenant, weights, several] = await Promise.all([
    readLargestTenant(design),
    carriedWeights(design),
    hasVariants(design, families),
  ]);
  const planned = planSpecifications({
    covariates: covariateSets(design.covariates, defaultCovariates(tallies)),
    spans: listSpans(versions, days),
    outlier_days: outlierDays(by_day),
    largest_tenant,
    families: several,
  });
  return { planned, weights, families, days };
}

type Coefficients = Tested["coefficients"];

/** Runs `work` on the test of the window as planned; `by` are the coefficients that tell which of a family stands for it. */
async function withPlanned<T>(
  { query, context, prepared }: Standard,
  { plan, families, by }: { plan: Planned; families: Families; by: Coefficients },
  work: (tested: Tested) => Promise<T>,
): Promise<T> {
  const window = await asPlanned(prepared, plan);
  if (plan.candidates === "all") return work(await testPrepared(query, window, context));
  return withOnePerFamily(window.design, by, families, async (design) =>
    work(await testPrepared(query, { ...window, design }, context)),
  );
}

async function asPlanned(prepared: Prepared, plan: Planned): Promise<Prepared> {
  const { covariates, rows } = plan;
  const design = { ...prepared.design, covariates, mask: lackMask(covariates) };
  const other = { ...prepared, design };
  return isWhole(plan) ? other : cutWindow(other, rows);
}

async function tellWeights(
  query: NeutralityQuery,
  { measured, design, coefficients, clusters }: Tested,
  { plan, weights, chosen }: { plan: Planned; weights: readonly OtherWeight[]; chosen: boolean },
): Promise<Told[]> {
  const choices = (weight: SpecificationWeight): SpecificationChoices => ({
    baseline: "partner_revealed",
    covariates: [...plan.covariates] as Covariate[],
    window: plan.window,
    outliers: plan.outliers,
    weight,
    candidates: plan.candidates,
  });
  const requests = describeSpecification(query, measured, {
    choices: choices("requests"),
    chosen,
    decisions: measured.counts.usable,
  });
  const tables = await readWeightedTables(design, coefficients, clusters, weights);
  return [
    requests,
    ...tables.map(({ decisions, cells, residual_squares }, at) =>
      describeSpecification(
        query,
        { ...measured, cells, residual_squares },
        { choices: choices(weights[at] ?? "tokens"), chosen: false, decisions },
      ),
    ),
  ];
}
