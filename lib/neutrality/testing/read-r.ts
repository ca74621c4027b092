import { readFileSync } from "node:fs";
import { join } from "node:path";

/** R's names of the covariates beside ours. */
const NAMES: Record<string, string> = {
  fp: "focal",
  quality: "quality",
  logprice: "log_cost",
  latency_s: "latency_s",
};

export type RTable = Record<string, Record<string, number>>;
export type ROutput = {
  /** By section (`clogit`, `robust`, `full`, `partner-revealed`) the rows by our covariate, with R's column names. */
  tables: Record<string, RTable>;
  /** Numbers that follow a name outside of tables. */
  numbers: Record<string, number[]>;
};

/** What R printed for a reference file. Wide tables come in two blocks of columns. */
export function readR(name: "clogit-visible" | "clogit-far-visible"): ROutput {
  const text = readFileSync(join(import.meta.dirname, "../test-vectors", `${name}.txt`), "utf8");
  const output: ROutput = { tables: {}, numbers: {} };
  let section = "";
  let columns: string[] = [];
  for (const line of text.trimEnd().split("\n")) {
    const [first = "", ...cells] = line.trim().split(/\s+/);
    const covariate = NAMES[first];
    if (line.startsWith(" ")) columns = line.trim().split(/\s{2,}/);
    else if (covariate) {
      output.tables[section] ??= {};
      const rows = output.tables[section] ?? {};
      rows[covariate] = {
        ...rows[covariate],
        ...Object.fromEntries(columns.map((column, at) => [column, Number(cells[at])])),
      };
    } else if (/^(clogit|robust|full|partner-revealed)$/.test(first)) section = first;
    if (!covariate && !line.startsWith(" ")) readNumbers(line, output.numbers);
  }
  return output;
}

function readNumbers(line: string, numbers: Record<string, number[]>): void {
  let name = "";
  for (const token of line.trim().split(/\s+/)) {
    if (Number.isNaN(Number(token))) name = token;
    else numbers[name] = [...(numbers[name] ?? []), Number(token)];
  }
}
