/** SQL of the traffic table; `decisions` is also the pattern that a delivery is staged in. */
export const DECISIONS = [
  `-- One row per routing decision. Absent text is '', an absent scalar NULL, an absent number of a candidate NaN
-- (numbers that arrive are finite), so that arrays stay dense. No partition key: attaching a staged batch is then one step.
CREATE TABLE IF NOT EXISTS decisions
(
    source            UInt32,                       -- traffic_source.no
    batch             UInt32,                       -- ingest_batch.no
    line              UInt64,                       -- 1-based line or array index in the delivery
    decision_id       String,
    occurred_at       DateTime64(6, 'UTC'),
    chosen_model      LowCardinality(String),       -- as the gateway names it
    router            LowCardinality(String),
    policy_version    LowCardinality(String),
    arm               LowCardinality(String),       -- production | owner_blind
    decided_by        LowCardinality(String),       -- router | pinned | fallback | sticky | cache | internal
    decided_because   LowCardinality(String),
    task              LowCardinality(String),
    requested_model   LowCardinality(String),
    region            LowCardinality(String),
    session_id        String,
    tenant            String,                       -- keyed hash, lower-case hex
    cand_model        Array(LowCardinality(String)),
    cand_eligible     Array(UInt8),                 -- 0 no, 1 yes, 2 not said
    cand_quality      Array(Float64),
    cand_cost_usd     Array(Float64),
    cand_latency_ms   Array(Float64),
    cand_score        Array(Float64),
    cand_probability  Array(Float64),
    input_tokens      Nullable(UInt64),
    output_tokens     Nullable(UInt64),
    cost_usd          Nullable(Float64),
    latency_ms        Nullable(Float64),
    outcome_status    LowCardinality(String),       -- '' | success | failure | cancelled
    outcome_accepted  Nullable(Bool),
    outcome_score     Nullable(Float64)
)
ENGINE = MergeTree
ORDER BY (toDate(occurred_at), source, router, task, occurred_at, decision_id)`,
];
