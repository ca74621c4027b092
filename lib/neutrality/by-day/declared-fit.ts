import { type FitOutcome, fitLogits, standingFits } from "../baselines/fit-logits";
import { oneWayFits } from "../baselines/logit-counts";
import { type RuleWindow, withRuleWindow } from "../baselines/rule-window";
import type { Context } from "../context";
import type { Measured } from "../measured";
import { Covariate, type NeutralityQuery } from "../schema";
import { chooseClusters, readSurroundings } from "../store/calibration";
import { readTallies } from "../store/tally";
import { GAP_ALONE, namesOf } from "./declared-day";
import { effectOf, frozenFit } from "./frozen-fit";
import type { GuardEvidence } from "./merge";
import { type FrozenFit, nameOfFit } from "./schema";

/** Numbers of all fits but those that are named. */
function othersThan({ fits }: RuleWindow, kept: readonly { router: string; policy_version: string }[]) {
  const wanted = new Set(kept.map(nameOfFit));
  return new Set(namesOf(fits).flatMap((name, index) => (wanted.has(nameOfFit(name)) ? [] : [index + 1])));
}

/** The noise that one router shows around one rule between partners, on the decisions of the query's range. */
export const fitRule = (
  query: NeutralityQuery,
  context: Context,
  of: Pick<FrozenFit, "router" | "policy_version" | "b_version">,
  choices: number,
): Promise<FrozenFit> =>
  withRuleWindow(
    { ...query, router: of.router },
    context,
    { detail: false, shared: true },
    async (window) => {
      const barred = othersThan(window, [of]);
      const number = namesOf(window.fits).findIndex((name) => nameOfFit(name) === nameOfFit(of)) + 1;
      const design = {
        ...window.design,
        table: `(SELECT * FROM ${window.design.table} WHERE fit = ${number})`,
      };
      const clusters = chooseClusters(await readSurroundings(design));
      const outcome: FitOutcome = (await fitLogits(design, "baseline", clusters, barred)).get(number) ?? {
        reason: "too_few_partner_choices",
      };
      return frozenFit({ ...of, covariates: [...GAP_ALONE], choices }, outcome);
    },
  );

/** What a breach is held against, on the decisions of the query's range: the full model of each rule that a logit judges. */
export const readRuleEvidence = (
  query: NeutralityQuery,
  context: Context,
  { counts }: Pick<Measured, "counts">,
  latest: readonly FrozenFit[],
): Promise<GuardEvidence> =>
  withRuleWindow(query, context, { detail: false, shared: true }, async (window) => {
    const { design, fits } = window;
    const clusters = chooseClusters(await readSurroundings(design));
    const barred = new Set([
      ...oneWayFits(await readTallies(design.table), Covariate.options),
      ...othersThan(
        window,
        latest.filter(({ reason }) => reason === null),
      ),
    ]);
    const full = standingFits(await fitLogits(design, "full", clusters, barred));
    const names = namesOf(fits);
    return {
      full: [...full].flatMap(([number, fit]) => effectOf(names[number - 1], fit)),
      usable: counts.usable,
      placebos: null,
    };
  });
