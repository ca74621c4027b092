import { availableParallelism, cpus } from "node:os";

export type Line = {
  what: string;
  ours: string;
  peer: string;
  /** What `peer` is: each line names it. */
  peer_name: string;
  ratio: number;
  /** What the ratio is of, in a few words: "raw SQL". */
  of: string;
  aim: { at_least: number } | { at_most: number };
  note?: string;
};

export type Report = { line: (line: Line) => void; failed: () => boolean };

/** The middle value; of an even number the lower one. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
}

const reached = ({ ratio, aim }: Line) => ("at_least" in aim ? ratio >= aim.at_least : ratio <= aim.at_most);
const target = ({ aim }: Line) => ("at_least" in aim ? `≥ ${aim.at_least}` : `≤ ${aim.at_most}`);

/** Prints figures side by side as they come, and remembers whether one missed its aim. */
export function openReport(): Report {
  console.log(
    `${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? "unknown"}), Node ${process.version}`,
  );
  let missed = false;
  return {
    line(line) {
      missed ||= !reached(line);
      console.log(`\n${line.what}`);
      console.log(`  ours ${line.ours}   peer ${line.peer} (${line.peer_name})`);
      console.log(
        `  ${line.ratio.toFixed(2)} of ${line.of}, target ${target(line)}: ${reached(line) ? "reached" : "MISSED"}`,
      );
      if (line.note) console.log(`  ${line.note}`);
    },
    failed: () => missed,
  };
}
