import { clickhouse } from "@/lib/clickhouse/server";
import { toClickHouseTime } from "@/lib/kernel/time";

type Candidate = {
  model: string;
  eligible?: boolean;
  quality?: number;
  cost_usd?: number;
  latency_ms?: number;
};

/** A stored decision in the fields of the native record; what is left out is absent. */
export type TestDecision = {
  /** Number of the traffic source; default 1. */
  source?: number;
  decision_id: string;
  occurred_at: string;
  chosen_model: string;
  router?: string;
  policy_version?: string;
  arm?: string;
  decided_by?: string;
  task?: string;
  region?: string;
  session_id?: string;
  tenant?: string;
  candidates?: Candidate[];
  input_tokens?: number;
  output_tokens?: number;
  cost_usd?: number;
  outcome_status?: string;
  outcome_accepted?: boolean;
  outcome_score?: number;
};

const column = (candidates: readonly Candidate[], name: "quality" | "cost_usd" | "latency_ms") =>
  candidates.map((candidate) => candidate[name] ?? "nan");

const row = (decision: TestDecision, line: number) => {
  const { candidates = [], occurred_at, ...own } = decision;
  return {
    source: 1,
    batch: 1,
    line,
    router: "default",
    arm: "production",
    decided_by: "router",
    ...own,
    occurred_at: toClickHouseTime(Date.parse(occurred_at)),
    cand_model: candidates.map(({ model }) => model),
    cand_eligible: candidates.map(({ eligible }) => (eligible === undefined ? 2 : Number(eligible))),
    cand_quality: column(candidates, "quality"),
    cand_cost_usd: column(candidates, "cost_usd"),
    cand_latency_ms: column(candidates, "latency_ms"),
    cand_score: candidates.map(() => "nan"),
    cand_probability: candidates.map(() => "nan"),
  };
};

/** Absent numbers of candidates are kept as NaN, which JSON can only quote. Puts decisions straight into the traffic store, past the ingest, for tests of what reads them. */
export async function insertDecisions(decisions: readonly TestDecision[]): Promise<void> {
  for (let start = 0; start < decisions.length; start += 5000) {
    const lines = decisions
      .slice(start, start + 5000)
      .map((decision, at) => JSON.stringify(row(decision, start + at + 1)));
    await clickhouse().command(`INSERT INTO decisions FORMAT JSONEachRow ${lines.join("\n")}`);
  }
}
