import type { Context } from "../context";
import { measure } from "../measure";
import type { Baseline, Neutrality, NeutralityQuery } from "../schema";
import { dayOf } from "../window";
import { describeSpecification, isTold, type Told } from "./describe-specification";
import type { SpecificationChoices, SpecificationWindow } from "./schema";
import { type Days, listSpans } from "./spans";

const WINDOWS: readonly SpecificationWindow[] = ["whole", "first_half", "second_half"];

/** Another baseline on the whole window and, where it can be measured there, on both halves; nothing where it cannot. */
export async function tellOtherBaselines(
  query: NeutralityQuery & { baseline: Baseline },
  context: Context,
  { verdict, days }: { verdict: Neutrality; days: Days },
): Promise<Told[]> {
  const spans = listSpans([], days).filter(({ window }) => WINDOWS.includes(window));
  const told: Told[] = [];
  for (const { window, rows } of spans) {
    const span =
      window === "whole"
        ? {}
        : {
            ...(rows.from_day > 0 ? { from: dayOf(query, rows.from_day) } : {}),
            ...(rows.to_day <= days.last_day ? { to: dayOf(query, rows.to_day) } : {}),
          };
    const measured = await measure({ ...query, ...span, covariates: undefined }, context);
    const choices: SpecificationChoices = {
      baseline: query.baseline,
      covariates: null,
      window,
      outliers: "none",
      weight: "requests",
      candidates: "all",
    };
    const chosen = window === "whole" && verdict.baseline === query.baseline;
    const one = describeSpecification(query, measured, {
      choices,
      chosen,
      decisions: measured.counts.usable,
    });
    // A baseline that the data do not allow is no way to measure them; the verdict's own is told all the same.
    if (!isTold(one)) return chosen ? [one] : told;
    told.push(one);
  }
  return told;
}
