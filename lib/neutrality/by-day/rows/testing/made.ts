import type { TestDecision } from "@/lib/testing/decisions";
import { seeded } from "@/lib/testing/random";
import { MODELS } from "../../../testing/models";

/** The first of four days. */
export const MADE_FROM = "2026-05-01";
const models = Object.values(MODELS).flat();

const pick = <T>(random: () => number, of: readonly T[]): T => of[Math.floor(random() * of.length)] as T;

/** Decisions with everything that keeps some of them out; none on the third day. */
export function made(): TestDecision[] {
  const random = seeded(5);
  const rare = (share: number) => random() < share;
  return Array.from({ length: 4000 }, (_, index): TestDecision => {
    const day = pick(random, [0, 1, 3]);
    const count = rare(0.05) ? 1 : 2 + Math.floor(random() * 4);
    const candidates = Array.from({ length: count }, () => ({
      model: rare(0.02) ? "nobody-knows" : pick(random, models),
      ...(rare(0.1) ? { eligible: !rare(0.5) } : {}),
      ...(rare(0.02) ? {} : { quality: rare(0.002) ? 1e120 : random() }),
      ...(rare(0.02) ? {} : { cost_usd: rare(0.02) ? 0 : Math.exp(-8 + 3 * random()) }),
      ...(rare(0.02) ? {} : { latency_ms: rare(0.002) ? 4e6 : 200 + 2000 * random() }),
    }));
    return {
      decision_id: `d-${index}`,
      occurred_at: new Date(
        Date.parse(MADE_FROM) + day * 86_400_000 + Math.floor(random() * 86_400_000),
      ).toISOString(),
      chosen_model: rare(0.03) ? pick(random, models) : (candidates[0]?.model ?? "x"),
      source: rare(0.1) ? 2 : 1,
      router: pick(random, ["alpha", "beta"]),
      policy_version: pick(random, ["", "v1", "v2"]),
      task: pick(random, ["", "chat", "code"]),
      region: pick(random, ["eu", "us"]),
      arm: rare(0.05) ? "owner_blind" : "production",
      decided_by: rare(0.1) ? "pinned" : "router",
      // On the last day too few tenants to be clusters.
      ...(rare(0.1) ? {} : { tenant: `t${Math.floor(random() * (day === 3 ? 20 : 60))}` }),
      ...(rare(0.1) ? {} : { session_id: `s${Math.floor(random() * 400)}` }),
      ...(rare(0.1) ? {} : { candidates }),
      ...(rare(0.1)
        ? {}
        : { input_tokens: Math.floor(random() * 3000), output_tokens: Math.floor(random() * 900) }),
    };
  });
}
