import type { TestDecision } from "@/lib/testing/decisions";
import { type Figures, gapsOf, type JudgedRule } from "../rules/rule";
import { ALL_MODELS, isOurs } from "./models";
import { seeded } from "./simulate";

export type RuleRouter = {
  router: string;
  seed: number;
  rule: JudgedRule;
  decisions: number;
  /** First instant. */
  from: string;
  /** Log-odds per unit of gap; null: the best under the rule is always taken. */
  noise: number | null;
  /** '' leaves it out. */
  policy_version?: string;
  /** Share of the decisions with a model of ours behind the best in which that is taken. */
  taken?: number;
  /** Log-odds added to models of ours. */
  tilt?: number;
  /** Rounds figures, so that equals are common; `ours`: of equals ours is taken, else any. */
  equals?: "any" | "ours";
};

type Candidate = { model: string; quality: number; cost_usd: number; latency_ms: number };

export const figuresOf = ({ quality, cost_usd, latency_ms }: Candidate): Figures => ({
  quality,
  log_cost: Math.log(cost_usd),
  latency_s: latency_ms / 1000,
});

function drawCandidates(random: () => number, coarse: boolean): Candidate[] {
  const size = 2 + Math.floor(random() * (ALL_MODELS.length - 1));
  return ALL_MODELS.map((model) => ({ model, at: random() }))
    .sort((a, b) => a.at - b.at)
    .slice(0, size)
    .map(({ model }) => {
      const quality = 0.2 + 0.7 * random();
      return {
        model,
        quality: coarse ? Math.round(5 * quality) / 5 : quality,
        cost_usd: coarse ? 0.01 : Math.exp(-7 + 2 * random()),
        latency_ms: 200 + 1500 * random(),
      };
    });
}

/** Decisions of a router that follows its rule, three an hour, with the noise and the faults asked for. */
export function followRule(one: RuleRouter): TestDecision[] {
  const { router, noise, rule, decisions, policy_version = "v1", equals, taken = 0, tilt = 0 } = one;
  const random = seeded(one.seed);
  return Array.from({ length: decisions }, (_, index): TestDecision => {
    const candidates = drawCandidates(random, equals !== undefined);
    const gaps = gapsOf(rule, candidates.map(figuresOf));
    const worth = candidates.map(({ model }, at) => {
      const gap = gaps[at] ?? 0;
      const own = isOurs(model);
      if (noise === null) return (gap > 0 ? -1 : 0) + (equals === "ours" && own ? 0.6 : 0.5 * random());
      return -noise * gap + (own ? tilt : 0) - Math.log(-Math.log(random()));
    });
    const best = worth.indexOf(Math.max(...worth));
    const behind = candidates.findIndex(({ model }, at) => isOurs(model) && (gaps[at] ?? 0) > 0);
    const chosen = behind !== -1 && random() < taken ? behind : best;
    return {
      decision_id: `${router}-${index}`,
      occurred_at: new Date(Date.parse(one.from) + index * 20 * 60_000).toISOString(),
      router,
      ...(policy_version === "" ? {} : { policy_version }),
      task: index % 2 === 0 ? "chat" : "code",
      tenant: `t${Math.floor(random() * 200)}`,
      chosen_model: candidates[chosen]?.model ?? "",
      candidates,
    };
  });
}
