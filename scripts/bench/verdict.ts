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

/** What a Newton step reads, as numbers and nothing else: three covariates of every candidate, and which was chosen. */
const TABLE = [
  `CREATE TABLE step (quality Array(Float64), log_cost Array(Float64), latency_s Array(Float64), chosen UInt8)
   ENGINE = MergeTree ORDER BY tuple()`,
  `INSERT INTO step SELECT cand_quality, arrayMap(v -> log(v), cand_cost_usd), arrayMap(v -> v / 1000, cand_latency_ms),
     indexOf(cand_model, chosen_model) FROM decisions SETTINGS max_execution_time = 0`,
  "OPTIMIZE TABLE step FINAL SETTINGS max_execution_time = 0",
];

/** One step of one conditional logit by hand: log-likelihood, gradient and information of three coefficients. */
const stepSql = (from: string): string => `
  WITH 3. AS b0, -0.7 AS b1, -0.5 AS b2,
    arrayMap((x, y, z) -> exp(b0 * x + b1 * y + b2 * z), quality, log_cost, latency_s) AS w, arraySum(w) AS whole,
    arrayMap((a, b) -> a * b, w, quality) AS w0, arrayMap((a, b) -> a * b, w, log_cost) AS w1,
    arrayMap((a, b) -> a * b, w, latency_s) AS w2,
    arraySum(w0) / whole AS m0, arraySum(w1) / whole AS m1, arraySum(w2) / whole AS m2
  SELECT sum(log(w[chosen] / whole)) AS log_likelihood,
    [sum(quality[chosen] - m0), sum(log_cost[chosen] - m1), sum(latency_s[chosen] - m2)] AS gradient,
    [sum(arrayDotProduct(w0, quality) / whole - m0 * m0), sum(arrayDotProduct(w0, log_cost) / whole - m0 * m1),
     sum(arrayDotProduct(w0, latency_s) / whole - m0 * m2), sum(arrayDotProduct(w1, log_cost) / whole - m1 * m1),
     sum(arrayDotProduct(w1, latency_s) / whole - m1 * m2), sum(arrayDotProduct(w2, latency_s) / whole - m2 * m2)] AS information
  FROM ${from}`;

const FROM_LOG = `(SELECT cand_quality AS quality, arrayMap(v -> log(v), cand_cost_usd) AS log_cost,
    arrayMap(v -> v / 1000, cand_latency_ms) AS latency_s, indexOf(cand_model, chosen_model) AS chosen FROM decisions)`;

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
      "one Newton step of one logit in raw SQL by hand, the same engine, over a table of numeric arrays",
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
