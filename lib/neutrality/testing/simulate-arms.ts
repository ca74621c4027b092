import type { TestDecision } from "@/lib/testing/decisions";
import { seeded } from "./simulate";

export type ArmsSimulation = {
  router: string;
  seed: number;
  days: number;
  per_day: number;
  /** First day, as 2026-04-01. */
  from: string;
  /** Share of the decisions that a copy blind to ownership takes. */
  blind: number;
  /** Log-odds that production adds for our models. */
  tilt?: number;
  /** What chance gives an arm: each decision, or whole tenants. */
  by?: "decision" | "tenant";
  /** Standard deviation, roughly, of the tenants' own log-odds. */
  taste?: number;
  tenants?: number;
};

const TASKS = ["chat", "code"] as const;
const OURS = ["nova-lite", "nova-pro"];
const OTHERS = ["claude-haiku", "gpt-mini", "llama-large", "mistral-mid"];

/** Decisions without candidates whose focal log-odds move with day, task and tenant, and with production's tilt. */
export function simulateArms(simulation: ArmsSimulation): TestDecision[] {
  const { router, seed, days, per_day, from, blind, tilt = 0, taste = 0, tenants = 60 } = simulation;
  const random = seeded(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const people = Array.from({ length: tenants }, (_, at) => ({
    tenant: `t${at}`,
    likes: taste * (random() + random() + random() - 1.5) * 2,
    blind: random() < blind,
  }));
  return Array.from({ length: days * per_day }, (_, index): TestDecision => {
    const day = Math.floor(index / per_day);
    const person = pick(people);
    const task = pick(TASKS);
    const copy = simulation.by === "tenant" ? person.blind : random() < blind;
    const log_odds = Math.sin(day / 5) - (task === "code" ? 0.8 : 0.2) + person.likes + (copy ? 0 : tilt);
    return {
      decision_id: `${router}-${index}`,
      occurred_at: new Date(Date.parse(from) + day * 86_400_000 + (index % per_day) * 30_000).toISOString(),
      router,
      policy_version: "v1",
      task,
      tenant: person.tenant,
      chosen_model: pick(random() < 1 / (1 + Math.exp(-log_odds)) ? OURS : OTHERS),
      ...(copy ? { arm: "owner_blind" } : {}),
    };
  });
}
