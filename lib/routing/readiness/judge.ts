import { formatPercent } from "@/lib/kernel/format";
import type { BaselineReadiness, ReadinessAnswer } from "./schema";

export type Counts = Omit<ReadinessAnswer, "baselines">;

/** A covariate is used when at least this share of the decisions carries it on every candidate. */
const COVERAGE = 0.9;

const short = (n: number, of: number, what: string): string[] =>
  of > 0 && n / of < COVERAGE
    ? [`${what} on every candidate: ${formatPercent(n / of)} of the routed decisions have it`]
    : [];

function revealed(counts: Counts): string[] {
  const { routed, with_candidates, with_quality, with_cost, with_latency, from_policy } = counts;
  if (routed === 0) return ["decisions that the router itself made"];
  if (with_candidates + from_policy.decisions === 0)
    return ["the candidates that the router chose between, in the log or by a policy of the register"];
  const carried = [
    short(with_quality + from_policy.with_quality, routed, "quality"),
    short(with_cost + from_policy.with_cost, routed, "cost"),
    short(with_latency, routed, "latency"),
  ];
  return carried.every((missing) => missing.length > 0) ? carried.flat() : [];
}

/** What each baseline still needs before it can be tested on this traffic. Pure. */
export function judgeReadiness(counts: Counts): BaselineReadiness[] {
  const of = (baseline: BaselineReadiness["baseline"], missing: string[]): BaselineReadiness => ({
    baseline,
    ready: missing.length === 0,
    missing,
  });
  const unpublished = counts.routers_without_policy.map(
    (router) => `a policy of ${router} with its declared rule`,
  );
  return [
    of("partner_revealed", revealed(counts)),
    of("declared_policy", [
      ...(counts.routed === 0 ? ["decisions that the router itself made"] : []),
      ...unpublished,
    ]),
    of(
      "owner_blind",
      counts.blind === 0 ? ["decisions of a copy that is blind to ownership (arm owner_blind)"] : [],
    ),
    of("reference_share", ["a share fixed in advance by two people"]),
  ];
}

/** The baselines that this release computes; the others are shown with what they will need. */
export const TESTABLE: readonly BaselineReadiness["baseline"][] = ["partner_revealed", "declared_policy"];

export const BASELINE_LABELS: Record<BaselineReadiness["baseline"], string> = {
  partner_revealed: "By the standard shown between partners",
  declared_policy: "By the router’s own published rule",
  owner_blind: "Against a copy blind to ownership",
  reference_share: "Against a share fixed in advance",
};
