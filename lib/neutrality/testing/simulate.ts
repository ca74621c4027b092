import type { TestDecision } from "@/lib/testing/decisions";

/** Park & Miller's generator: the same numbers on every machine. In (0, 1). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

export type Simulation = {
  router: string;
  seed: number;
  days: number;
  per_day: number;
  models: readonly string[];
  /** First day, as 2026-04-01. */
  from: string;
  tenants?: number;
  source?: number;
  policy_version?: (day: number) => string;
  /** Log-odds added to a model, on a day and for a task. */
  tilt?: (model: string, day: number, task: string) => number;
  /** 0: the best candidate always wins. */
  noise?: number;
};

const TASKS = ["chat", "code"] as const;

/** Decisions of a router that weighs quality 3, ln cost -0.7 and latency -0.5 per second, with logit noise. */
export function simulate(simulation: Simulation): TestDecision[] {
  const { router, seed, days, per_day, models, from, tenants = 200, noise = 1 } = simulation;
  const random = seeded(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  return Array.from({ length: days * per_day }, (_, index): TestDecision => {
    const day = Math.floor(index / per_day);
    const task = pick(TASKS);
    const size = 2 + Math.floor(random() * (models.length - 1));
    const shuffled = models.map((model) => ({ model, at: random() })).sort((a, b) => a.at - b.at);
    const candidates = shuffled.slice(0, Math.min(size, models.length)).map(({ model }) => ({
      model,
      quality: 0.2 + 0.7 * random(),
      cost_usd: Math.exp(-7 + 2 * random()),
      latency_ms: 200 + 1500 * random(),
    }));
    const utilities = candidates.map(
      ({ model, quality, cost_usd, latency_ms }) =>
        3 * quality -
        0.7 * Math.log(cost_usd) -
        0.0005 * latency_ms +
        (simulation.tilt?.(model, day, task) ?? 0) -
        noise * Math.log(-Math.log(random())),
    );
    return {
      ...(simulation.source === undefined ? {} : { source: simulation.source }),
      decision_id: `${router}-${index}`,
      occurred_at: new Date(Date.parse(from) + day * 86_400_000 + (index % per_day) * 30_000).toISOString(),
      router,
      policy_version: simulation.policy_version?.(day) ?? "v1",
      task,
      ...(tenants > 0 ? { tenant: `t${Math.floor(random() * tenants)}` } : {}),
      chosen_model: candidates[utilities.indexOf(Math.max(...utilities))]?.model ?? "",
      candidates,
    };
  });
}
