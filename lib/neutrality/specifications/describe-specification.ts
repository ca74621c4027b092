import { judgeMeasured } from "../judging";
import type { Measured } from "../measured";
import type { NeutralityQuery } from "../schema";
import { deflateCells } from "../stats/deflator";
import { upperQuantile } from "../stats/normal";
import { sumShown } from "../stats/table";
import type {
  Specification,
  SpecificationAgreement,
  SpecificationChoices,
  SpecificationCurve,
  UntoldSpecification,
} from "./schema";

export type Told = Specification | UntoldSpecification;
export const isTold = (one: Told): one is Specification => "lift" in one;

/**
 * One way to measure, judged as a verdict is. `decisions` are those that it rests on. The lift's interval takes the
 * variance of the chart's range, phi V + G' S G; it holds for one look. Pure.
 */
export function describeSpecification(
  query: NeutralityQuery,
  measured: Measured,
  { choices, chosen, decisions }: { choices: SpecificationChoices; chosen: boolean; decisions: number },
): Told {
  const { judgement, phi, deflation } = judgeMeasured(query, measured);
  const { n, x, q, v } = sumShown(measured.cells);
  if (!(n > 0)) return { choices, reason: judgement.because[0] ?? "nothing_usable" };
  const { estimation_variance } = deflateCells(measured.cells, deflation);
  const half = (upperQuantile(query.alpha / 2) * Math.sqrt(phi * v + estimation_variance)) / n;
  const lift = (x - q) / n;
  const { tilt, interval, verdict } = judgement;
  const odds = (log: number | null) => (log === null ? null : Math.exp(log));
  return {
    choices,
    chosen,
    decisions,
    observed: x / n,
    expected: q / n,
    lift,
    lower: lift - half,
    upper: lift + half,
    level: 1 - query.alpha,
    odds: { ratio: odds(tilt), lower: odds(interval.lower), upper: odds(interval.upper) },
    verdict,
  };
}

/** Whether it counts a product's candidates once: a bound for variants that hardly differ, no way to measure others. */
export const isBound = ({ choices }: Pick<Specification, "choices">): boolean =>
  choices.candidates === "one_per_family";

function agreementOf(
  specifications: readonly Specification[],
  chosen: Specification | undefined,
): SpecificationAgreement {
  const counted = chosen ? specifications : [];
  const count = (agrees: (one: Specification) => boolean) => counted.filter(agrees).length;
  const sign = (one: Specification) => chosen !== undefined && Math.sign(one.lift) === Math.sign(chosen.lift);
  const verdict = (one: Specification) => one.verdict === chosen?.verdict;
  return {
    specifications: counted.length,
    same_sign: count(sign),
    same_verdict: count(verdict),
    both: count((one) => sign(one) && verdict(one)),
  };
}

/** From the least lift to the greatest, with how many agree with the chosen one; bounds are counted apart. Pure. */
export function composeCurve(
  told: readonly Told[],
): Pick<SpecificationCurve, "specifications" | "not_estimated" | "agreement" | "bounds"> {
  const specifications = told.filter(isTold).sort((a, b) => a.lift - b.lift);
  const chosen = specifications.find((one) => one.chosen);
  return {
    specifications,
    not_estimated: told.flatMap((one) => (isTold(one) ? [] : [one])),
    agreement: agreementOf(
      specifications.filter((one) => !isBound(one)),
      chosen,
    ),
    bounds: agreementOf(specifications.filter(isBound), chosen),
  };
}
