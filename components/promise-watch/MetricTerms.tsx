import { TermOf } from "@/components/promise/TermOf";
import type { CheckDefinition, Day } from "@/lib/commitments";
import type { TermKey } from "@/lib/reports";
import { termSearch } from "./term-search";

type Terms = Partial<Record<CheckDefinition["test"]["metric"], readonly TermKey[]>>;

/** The terms that a metric's figures need, in the order in which its tables use them. */
const OF_FIGURES: Terms = {
  routing_tilt: ["expected", "odds", "materiality", "onset", "evidence", "alpha", "deflator", "strata"],
  score_honesty: ["score_honesty"],
  eligibility_parity: ["eligibility"],
  coverage: ["coverage"],
};

/** Those that its definition needs: what a second person agrees to. */
const OF_DEFINITION: Terms = {
  routing_tilt: ["neutral", "baseline", "covariates", "materiality", "alpha", "guarantee", "coverage"],
  score_honesty: ["score_honesty"],
  eligibility_parity: ["eligibility"],
  coverage: ["coverage"],
};

type Props = {
  of?: "figures" | "definition";
  definition: Pick<CheckDefinition, "test">;
  days: { from: Day; day: Day } | null;
};

/** Each term that stands in the figures or in the definition, with its meaning and a link to where it is explained. */
export function MetricTerms({ of = "figures", definition, days }: Props) {
  const terms = (of === "figures" ? OF_FIGURES : OF_DEFINITION)[definition.test.metric] ?? [];
  if (terms.length === 0) return null;
  const search = termSearch(definition, days);
  return (
    <p className="terms">
      {terms.map((term) => (
        <TermOf key={term} term={term} search={search} />
      ))}
    </p>
  );
}
