// Simulates streams of decisions with fixed seeds through the product's own calibration table and statistics: how often
// they raise a false alarm when looked at daily, how soon they see a tilt, and how long `kept` outlives one. Ends with a
// code other than 0 when a false alarm comes more often than alpha allows.
//   npm run calibrate                        everything; writes docs/calibration.md and its pictures
//   npm run calibrate -- --streams 20        fewer streams a scenario, nothing written
//   npm run calibrate -- --http 0            without the streams through a running server
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { simulateAll } from "./calibrate/crew";
import { writeDocument } from "./calibrate/document";
import { compareByHttp } from "./calibrate/http";
import { SECTIONS } from "./calibrate/plan";
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

await runScript(async () => {
  const { most, http, threads } = options();
  const abort = stopOnSignals();
  const began = performance.now();
  const compared = http > 0 ? await compareByHttp(http, abort) : null;
  if (compared) console.log(`\n## Through ingest and HTTP\n\n${wordsOf(compared)}\n`);
  // The slow ones first, so that no thread is left with one at the end.
  const tasks = SECTIONS.flatMap(({ scenarios }) => scenarios)
    .sort((a, b) => Number(b.kind === "estimated") - Number(a.kind === "estimated"))
    .flatMap(({ id, streams }) =>
      Array.from({ length: Math.min(streams, most ?? streams) }, (_, stream) => ({ id, stream })),
    );
  const outcomes = await simulateAll(tasks, threads, progressOf(tasks.length), abort);
  const summaries = summarise(SECTIONS, outcomes);
  for (const summary of summaries) console.log(`\n## ${summary.section.title}\n\n${tableOf(summary)}`);
  console.log(
    `\n${tasks.length} streams on ${threads} threads, ${Math.round((performance.now() - began) / 1000)} s`,
  );
  if (most === null) writeDocument(summaries, compared);
  const faults = refuted(summaries);
  if (faults.length > 0) throw new Fault(`Alarms come too often:\n${faults.join("\n")}`);
});
