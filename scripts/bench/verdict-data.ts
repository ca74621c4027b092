import { quoteLiteral } from "../../lib/clickhouse/server";
import { OWNERS, PLATFORM } from "./register";

const MODELS = Object.values(OWNERS).flat();
const ROUTERS = ["desk", "flow", "forge"];
const TASKS = ["planning", "reasoning", "code_completion", "chat"];
const CANDIDATES = 4;
const TENANTS = 500;
/** Log-odds that one router's second policy version adds to the platform's own models. */
const TILT = 0.2;

/** The window that the decisions are spread over, half-open. */
export const WINDOW = { from: "2026-01-01", to: "2026-07-01" };
const DAYS = 181;

const list = (names: readonly string[]) => `[${names.map(quoteLiteral).join(", ")}]`;
/** The platform's own models, as SQL. */
export const own = list(OWNERS[PLATFORM]);
const hash = (salt: string | number) => `sipHash64(number, ${salt})`;
// In (0, 1), to 32 bits.
const uniform = (salt: string) => `((bitAnd(${hash(salt)}, 0xffffffff) + 0.5) / 4294967296)`;
const one = (names: readonly string[], salt: number) =>
  `arrayElement(${list(names)}, 1 + ${hash(salt)} % ${names.length})`;
const each = (text: string) => `arrayMap(k -> ${text}, range(${CANDIDATES}))`;

/**
 * Decisions of three routers with two policy versions each, four of six models to choose from, and a conditional logit
 * (quality 3, ln cost -0.7, latency -0.5 per second) that chooses; every figure comes from a hash of the row's number.
 * Binds `rows`.
 */
export const fillSql = (from: string, days: number): string => `
  INSERT INTO decisions (source, batch, line, decision_id, occurred_at, chosen_model, router, policy_version, arm,
    decided_by, task, session_id, tenant, cand_model, cand_eligible, cand_quality, cand_cost_usd, cand_latency_ms,
    cand_score, cand_probability, input_tokens, output_tokens, cost_usd, latency_ms)
  WITH
    intDiv(number * ${days} * 86400, {rows:UInt64}) AS second,
    ${one(ROUTERS, 1)} AS by,
    if(number < {rows:UInt64} / 2, 'v1', 'v2') AS version,
    ${each(`arrayElement(${list(MODELS)}, 1 + (${hash(2)} + k) % ${MODELS.length})`)} AS models,
    ${each(`round(0.3 + 0.6 * ${uniform("10 + k")}, 4)`)} AS quality,
    ${each(`round(exp(-7 + 2 * ${uniform("20 + k")}), 6)`)} AS cost,
    ${each(`round(200 + 1500 * ${uniform("30 + k")}, 1)`)} AS latency,
    arrayMap((k, m, q, c, l) -> 3 * q - 0.7 * log(c) - 0.0005 * l - log(-log(${uniform("40 + k")}))
      + if(by = ${quoteLiteral(ROUTERS[0] ?? "")} AND version = 'v2' AND has(${own}, m), ${TILT}, 0.),
      range(${CANDIDATES}), models, quality, cost, latency) AS utility,
    indexOf(utility, arrayMax(utility)) AS best
  SELECT 1, 1, number + 1, concat('d-', leftPad(toString(number), 9, '0')),
    toDateTime64('${from} 00:00:00', 6, 'UTC') + toIntervalSecond(second), models[best], by, version, 'production',
    'router', ${one(TASKS, 3)}, concat('session-', toString(intDiv(number, 40) * 8 + ${hash(4)} % 8)),
    lower(hex(sipHash128(${hash(5)} % ${TENANTS}))), models, arrayWithConstant(${CANDIDATES}, 2), quality, cost, latency,
    arrayWithConstant(${CANDIDATES}, nan), arrayWithConstant(${CANDIDATES}, nan), ${hash(6)} % 4000, ${hash(7)} % 1500,
    cost[best], latency[best]
  FROM numbers({rows:UInt64})
  SETTINGS max_execution_time = 0`;

export const FILL = fillSql(WINDOW.from, DAYS);
