import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { z } from "zod";
import { type Querier, quoteLiteral } from "../../lib/clickhouse/server";
import { Neutrality } from "../../lib/neutrality";
import { importRegister } from "../../lib/register/server";
import { reportMemory } from "./memory";
import { registerOf } from "./register";
import { median, type Report } from "./report";
import type { Server } from "./server";
import { FILL, own, WINDOW } from "./verdict-data";

const RUNS = 3;
const SAMPLE = 200_000;

/** A register in which every model has an owner, and the source that the decisions name. */
export async function registerForVerdict(server: Server): Promise<void> {
  await importRegister({ kind: "system", id: "operator" }, registerOf());
  await server.ingestKey("bench-verdict");
}

/** Decisions of the window, written by the engine alone; the server does not run meanwhile. */
export const fillForVerdict = async (engine: Querier, rows: number): Promise<void> => {
  await engine.command(FILL, { rows });
  await engine.command("OPTIMIZE TABLE decisions FINAL SETTINGS max_execution_time = 0");
};

/** What a Newton step reads, as numbers and nothing else: whose each candidate is, its covariates, and which was chosen. */
const TABLE = [
  `CREATE TABLE step (focal Array(Float64), quality Array(Float64), log_cost Array(Float64), latency_s Array(Float64),
     chosen UInt8) ENGINE = MergeTree ORDER BY tuple()`,
  `INSERT INTO step SELECT arrayMap(m -> toFloat64(has(${own}, m)), cand_model), cand_quality,
     arrayMap(v -> log(v), cand_cost_usd), arrayMap(v -> v / 1000, cand_latency_ms), indexOf(cand_model, chosen_model)
   FROM decisions SETTINGS max_execution_time = 0`,
  "OPTIMIZE TABLE step FINAL SETTINGS max_execution_time = 0",
];

const NAMES = ["focal", "quality", "log_cost", "latency_s"];
const over = (text: (name: string, k: number) => string) => NAMES.map(text).join(", ");
const curves = NAMES.flatMap((_, i) =>
  NAMES.slice(i).map((name, j) => `sum(arrayDotProduct(w${i}, ${name}) / whole - m${i} * m${i + j})`),
);

/**
 * One step of one conditional logit by hand: log-likelihood, gradient and information of the full model's four
 * coefficients, all decisions with one set of them.
 */
const stepSql = (from: string): string => `
  WITH 0.1 AS b0, 3. AS b1, -0.7 AS b2, -0.5 AS b3,
    arrayMap((f, x, y, z) -> exp(b0 * f + b1 * x + b2 * y + b3 * z), ${over((name) => name)}) AS w, arraySum(w) AS whole,
    ${over((name, k) => `arrayMap((a, b) -> a * b, w, ${name}) AS w${k}`)}, ${over((_, k) => `arraySum(w${k}) / whole AS m${k}`)}
  SELECT sum(log(w[chosen] / whole)) AS log_likelihood, [${over((name, k) => `sum(${name}[chosen] - m${k})`)}] AS gradient,
    [${curves.join(", ")}] AS information
  FROM ${from}`;

const FROM_LOG = `(SELECT arrayMap(m -> toFloat64(has(${own}, m)), cand_model) AS focal, cand_quality AS quality,
    arrayMap(v -> log(v), cand_cost_usd) AS log_cost, arrayMap(v -> v / 1000, cand_latency_ms) AS latency_s,
    indexOf(cand_model, chosen_model) AS chosen FROM decisions)`;

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

/** The whole answer. Each question has a level of its own, so that none is answered from memory. */
async function askVerdict(
  { url }: Server,
  secret: string,
  level: number,
): Promise<z.infer<typeof Neutrality>> {
  const address = `${url}/api/v1/neutrality?from=${WINDOW.from}&to=${WINDOW.to}&baseline=partner_revealed&alpha=${level}`;
  const response = await fetch(address, { headers: { authorization: `Bearer ${secret}` } });
  const text = await response.text();
  if (!response.ok) throw new Error(`The verdict was answered with ${response.status}: ${text}`);
  return Neutrality.parse(JSON.parse(text));
}

const each = (values: readonly number[], digits = 2) =>
  values.map((value) => value.toFixed(digits)).join(", ");

/** A verdict through HTTP beside one Newton step in raw SQL on a copy of the same folder, in turns, then beside R. */
export async function benchVerdict(
  server: Server,
  engine: Querier,
  { folder, rows, report }: { folder: string; rows: number; report: Report },
): Promise<void> {
  const secret = await server.readKey();
  for (const statement of TABLE) await engine.command(statement);
  await server.settle();
  const ours: number[] = [];
  const step: number[] = [];
  const from_log: number[] = [];
  for (let run = 0; run <= RUNS; run += 1) {
    const by_hand = await seconds(() => engine.command(stepSql("step")));
    const by_log = await seconds(() => engine.command(stepSql(FROM_LOG)));
    const whole = await seconds(() => askVerdict(server, secret, 0.01 + run / 10_000));
    // The first of each is not counted: the server's code is cold, and so are the disk's pages.
    if (run === 0) continue;
    step.push(by_hand);
    from_log.push(by_log);
    ours.push(whole);
  }
  report.line({
    what: `A full partner_revealed verdict over ${rows.toLocaleString("en-US")} decisions with four candidates, through HTTP`,
    ours: `${median(ours).toFixed(2)} s`,
    peer: `${median(step).toFixed(2)} s`,
    peer_name:
      "one Newton step of one four-coefficient logit (the full model) in raw SQL by hand, the same engine, over a table of numeric arrays with the focal flag among them",
    ratio: median(ours) / median(step),
    of: "a step",
    aim: { at_most: 12 },
    note: `runs ${each(ours)} s beside ${each(step)} s; the same step over the log itself ${each(from_log)} s`,
  });
  await compareWithR(engine, { folder, report, us: (median(ours) / rows) * 1e6 });
  reportMemory(server, report, "after the verdicts");
}

const NO_PACKAGE = 3;
const R_SCRIPT = `
  if (!requireNamespace("survival", quietly = TRUE)) quit(status = ${NO_PACKAGE})
  suppressMessages(library(survival))
  decisions <- read.csv(commandArgs(TRUE)[1])
  time <- system.time(clogit(chosen ~ focal + quality + log_cost + latency_s + strata(id), data = decisions))
  cat(time[["elapsed"]])`;

/** Seconds that R's clogit takes for one model of all the file's decisions; null without R or without its package. */
function timeR(path: string): number | null {
  try {
    return z.coerce
      .number()
      .parse(execFileSync("Rscript", ["-e", R_SCRIPT, path], { encoding: "utf8" }).trim());
  } catch (error) {
    const { code, status } = error as { code?: unknown; status?: unknown };
    if (code === "ENOENT" || status === NO_PACKAGE) return null;
    throw error;
  }
}

async function compareWithR(
  engine: Querier,
  { folder, report, us }: { folder: string; report: Report; us: number },
): Promise<void> {
  const path = join(folder, "clogit.csv");
  await engine.command(
    `INSERT INTO FUNCTION file(${quoteLiteral(path)}, 'CSVWithNames')
     SELECT id, quality, log(cost) AS log_cost, latency / 1000 AS latency_s, toUInt8(model = chosen_model) AS chosen, toUInt8(has(${own}, model)) AS focal
     FROM (SELECT rowNumberInAllBlocks() AS id, * FROM decisions LIMIT ${SAMPLE})
     ARRAY JOIN cand_quality AS quality, cand_cost_usd AS cost, cand_latency_ms AS latency, cand_model AS model`,
  );
  const took = timeR(path);
  if (took === null) {
    console.log(
      "\nR is not installed here (Debian: r-base-core, r-cran-survival): not compared with its clogit.",
    );
    return;
  }
  const theirs = (took / SAMPLE) * 1e6;
  report.line({
    what: "The verdict by the decision",
    ours: `${us.toFixed(3)} µs`,
    peer: `${theirs.toFixed(1)} µs`,
    peer_name: `R's survival::clogit, one full model alone, on ${SAMPLE.toLocaleString("en-US")} of the decisions`,
    ratio: theirs / us,
    of: "R's time in ours",
    aim: { at_least: 60 },
  });
}
