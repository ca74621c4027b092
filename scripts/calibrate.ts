// Simulates streams of decisions with fixed seeds through the product's own calibration table and statistics: how often
// they raise a false alarm when looked at daily, how soon they see a tilt, and how long `kept` outlives one. Ends with a
// code other than 0 when a false alarm comes more often than alpha allows.
//   npm run calibrate                        everything; writes docs/calibration.md, its pictures and the
//                                            tables of docs/methods.md
//   npm run calibrate -- --streams 20        fewer streams a scenario, nothing written
//   npm run calibrate -- --only 421,451      these scenarios alone, by their numbers in calibrate/plan.ts; nothing written
//   npm run calibrate -- --http 0            without the streams through a running server
//   npm run calibrate -- --keep FOLDER       keeps there what came of each scenario, and takes from there what is kept:
//                                            a run that was broken off goes on. Empty the folder when the code has changed
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { simulateAll } from "./calibrate/crew";
import { writeDocument } from "./calibrate/document";
import { type Compared, compareByHttp } from "./calibrate/http";
import { keepCompared, keepOutcomes, keptCompared, keptOutcomes } from "./calibrate/kept-outcomes";
import type { Outcome } from "./calibrate/outcome";
import { type Scenario, SECTIONS, sectionOf } from "./calibrate/plan";
import { refuted, summarise } from "./calibrate/summary";
import { tableOf, wordsOf } from "./calibrate/text";
import { Fault, runScript } from "./lib/fault";
import { stopOnSignals } from "./lib/signals";

function options() {
  const { values } = parseArgs({
    options: {
      streams: { type: "string" },
      http: { type: "string", default: "20" },
      threads: { type: "string", default: String(availableParallelism()) },
      only: { type: "string" },
      keep: { type: "string" },
    },
  });
  const whole = (name: "streams" | "http" | "threads", least: number) => {
    const value = Number(values[name]);
    if (!Number.isInteger(value) || value < least)
      throw new Fault(`--${name} is a whole number from ${least} on.`);
    return value;
  };
  return {
    most: values.streams === undefined ? null : whole("streams", 1),
    http: whole("http", 0),
    threads: whole("threads", 1),
    only: values.only === undefined ? null : values.only.split(",").map(Number),
    keep: values.keep ?? null,
  };
}

/** A line now and then, so that one sees that it goes on. */
function progressOf(all: number): (done: number) => void {
  const began = performance.now();
  let said = 0;
  return (done) => {
    if (done < all && done - said < all / 20) return;
    said = done;
    console.log(`${done} of ${all} streams, ${Math.round((performance.now() - began) / 1000)} s`);
  };
}

const scenarios = SECTIONS.flatMap(({ scenarios }) => scenarios);

/** The scenarios asked for, the slow ones first, so that no thread is left with one at the end. */
const chosen = (only: readonly number[] | null): Scenario[] =>
  scenarios
    .filter(({ id }) => only === null || only.includes(id))
    .sort((a, b) => Number(b.kind === "estimated") - Number(a.kind === "estimated"));

/** What came of the streams that go through a running server, by an earlier run where that is kept; null for none. */
async function throughHttp(
  streams: number,
  keep: string | null,
  abort: AbortSignal,
): Promise<Compared | null> {
  if (streams === 0) return null;
  const kept = keep === null ? null : keptCompared(keep, streams);
  if (kept) return kept;
  const compared = await compareByHttp(streams, abort);
  if (keep !== null) keepCompared(keep, compared);
  return compared;
}

await runScript(async () => {
  const { most, http, threads, only, keep } = options();
  const abort = stopOnSignals();
  const began = performance.now();
  const compared = await throughHttp(http, keep, abort);
  if (compared) console.log(`\n## Through ingest and HTTP\n\n${wordsOf(compared)}\n`);
  const kept = new Map<number, Outcome[]>();
  const tasks = chosen(only).flatMap((scenario) => {
    const streams = Math.min(scenario.streams, most ?? scenario.streams);
    const known = keep === null ? null : keptOutcomes(keep, scenario, streams);
    if (known) kept.set(scenario.id, known);
    return known ? [] : Array.from({ length: streams }, (_, stream) => ({ id: scenario.id, stream }));
  });
  if (kept.size > 0) console.log(`${kept.size} scenarios were simulated before.`);
  const finished = (id: number, outcomes: readonly Outcome[]) => {
    if (keep !== null) keepOutcomes(keep, sectionOf(id).scenario, outcomes);
  };
  const made = await simulateAll(tasks, threads, { progress: progressOf(tasks.length), finished }, abort);
  const summaries = summarise(SECTIONS, new Map([...kept, ...made]));
  for (const summary of summaries)
    if (summary.rows.length > 0) console.log(`\n## ${summary.section.title}\n\n${tableOf(summary)}`);
  console.log(
    `\n${tasks.length} streams on ${threads} threads, ${Math.round((performance.now() - began) / 1000)} s`,
  );
  if (most === null && only === null) writeDocument(summaries, compared);
  const faults = refuted(summaries);
  if (faults.length > 0) throw new Fault(`Alarms come too often:\n${faults.join("\n")}`);
});
