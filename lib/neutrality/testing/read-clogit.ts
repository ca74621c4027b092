import { readFileSync } from "node:fs";
import { join } from "node:path";

export type ClogitCandidate = {
  model: string;
  owner: string;
  focal: boolean;
  quality: number;
  price: number;
  latency_ms: number;
  chosen: boolean;
};
export type ClogitDecision = { id: string; tenant: string; task: string; candidates: ClogitCandidate[] };

/** Owners of the models in the far file, which names none. */
const OWNERS: Record<string, string> = {
  "nova-lite": "amazon",
  "nova-pro": "amazon",
  "claude-haiku": "anthropic",
  "claude-sonnet": "anthropic",
  "gpt-mini": "openai",
  "gpt-main": "openai",
  "llama-large": "meta",
  "mistral-mid": "mistral",
};

/** A reference file's decisions, in its order: fp = 1 marks focal models, price is USD, latency milliseconds. */
export function readClogit(name: "clogit-visible" | "clogit-far-visible"): ClogitDecision[] {
  const [head = "", ...lines] = readFileSync(
    join(import.meta.dirname, "../test-vectors", `${name}.csv`),
    "utf8",
  )
    .trim()
    .split("\n");
  const columns = head.trim().split(",");
  const decisions = new Map<string, ClogitDecision>();
  for (const line of lines) {
    const values = line.trim().split(",");
    const of = (column: string) => values[columns.indexOf(column)] ?? "";
    const id = of("decision");
    const decision = decisions.get(id) ?? { id, tenant: of("tenant"), task: of("task"), candidates: [] };
    decision.candidates.push({
      model: of("model"),
      owner: OWNERS[of("model")] ?? of("owner"),
      focal: of("fp") === "1",
      quality: Number(of("quality")),
      price: Number(of("price")),
      latency_ms: Number(of("latency")),
      chosen: of("chosen") === "1",
    });
    decisions.set(id, decision);
  }
  return [...decisions.values()];
}
