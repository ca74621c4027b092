import type { LogitModel, Neutrality } from "../schema";
import type { Version } from "../store/groups";
import type { FitOutcome, Standing } from "./fit-logits";

/** A fit as the answer shows it. z is by the robust error, else by the plain one. */
export function modelView(outcome: FitOutcome | undefined): LogitModel | null {
  if (!outcome || !("fit" in outcome)) return null;
  const { fit } = outcome;
  return {
    decisions: fit.decisions,
    log_likelihood: fit.log_likelihood,
    coefficients: fit.names.map((name, p) => {
      const estimate = fit.coefficients[p] ?? 0;
      const { se, robust_se } = errorsOf(fit, p);
      const by = robust_se ?? se;
      return { name, estimate, se, robust_se, z: by > 0 ? estimate / by : null };
    }),
  };
}

/** Standard errors of a coefficient; the robust one is null where clusters are too few to tell. */
const errorsOf = ({ inverse_hessian, robust }: Standing, p: number) => ({
  se: Math.sqrt(inverse_hessian[p]?.[p] ?? 0),
  robust_se: robust ? Math.sqrt(Math.max(0, robust[p]?.[p] ?? 0)) : null,
});

type Fits = ReadonlyMap<number, FitOutcome>;

/** Both models of every policy version, in the order of `versions`. */
export const fitViews = (versions: readonly Version[], baseline: Fits, full: Fits): Neutrality["fits"] =>
  versions.map(({ router, policy_version }, index) => {
    const outcome = baseline.get(index + 1);
    return {
      router,
      policy_version: policy_version === "" ? null : policy_version,
      baseline_model: modelView(outcome),
      full_model: modelView(full.get(index + 1)),
      reason: outcome && "reason" in outcome ? outcome.reason : null,
    };
  });
