import { migrateClickhouse } from "@/lib/clickhouse/server";
import { importRegister } from "@/lib/register/server";
import { OPERATOR } from "@/lib/testing/actors";
import type { TestDecision } from "@/lib/testing/decisions";
import { MODELS } from "./models";
import type { ClogitDecision } from "./read-clogit";

/** The reference files' owners as a register: amazon is the platform, anthropic an investee. */
export async function seedRegister(): Promise<void> {
  await migrateClickhouse();
  await importRegister(OPERATOR, {
    parties: Object.keys(MODELS).map((key) => ({
      key,
      name: key,
      kinds: [key === "amazon" ? "platform" : "partner"],
    })),
    partnerships: [{ key: "amazon-anthropic", partner: "anthropic", kinds: ["investee"] }],
    segments: [{ key: "models", name: "Models" }],
    products: Object.entries(MODELS).map(([owner, names]) => ({
      key: owner,
      owner,
      name: owner,
      segments: ["models"],
      models: names.map((name) => ({ name, patterns: [name, `*.${name}-v*`] })),
    })),
  });
}

/** A reference file as native decisions of one router, thirty a day from `from` on. */
export const nativeDecisions = (
  decisions: readonly ClogitDecision[],
  { router, from }: { router: string; from: string },
): TestDecision[] =>
  decisions.map(({ id, tenant, task, candidates }, index) => ({
    decision_id: `${router}-${id}`,
    occurred_at: new Date(
      Date.parse(from) + Math.floor(index / 30) * 86_400_000 + (index % 30) * 60_000,
    ).toISOString(),
    router,
    policy_version: "v1",
    tenant,
    task,
    chosen_model: candidates.find(({ chosen }) => chosen)?.model ?? "",
    candidates: candidates.map(({ model, quality, price, latency_ms }) => ({
      model,
      quality,
      cost_usd: price,
      latency_ms,
    })),
  }));
