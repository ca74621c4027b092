import { z } from "zod";
import { clickhouse } from "@/lib/clickhouse/server";
import type { SequenceGap, SourceSequence } from "./schema";

const SAMPLE = 10_000;
/** A gateway of many processes counts in each: more series than this are names that happen to end in digits. */
const MOST_SERIES = 32;
const MOST_GAPS = 20;

// 15 digits are exact in every number type on the way.
const SERIES = "extract(decision_id, '^(.*?)[0-9]{1,15}$') AS series";
const NUMBER = "toUInt64OrZero(extract(decision_id, '([0-9]{1,15})$')) AS number";
const NUMBERED = "match(decision_id, '[0-9]$')";

/** Whether ids end in a number that counts: all of a sample, in few series, and most numbers of each there. */
async function isNumbered(source: number): Promise<boolean> {
  const [row] = await clickhouse().rows({
    sql: `SELECT count() AS n, countIf(${NUMBERED}) AS numbered, uniqExact(${SERIES.replace(" AS series", "")}) AS series
      FROM (SELECT decision_id FROM decisions WHERE source = {source:UInt32} LIMIT ${SAMPLE})`,
    params: { source },
    row: z.object({ n: z.coerce.number(), numbered: z.coerce.number(), series: z.coerce.number() }),
  });
  return row !== undefined && row.n > 1 && row.numbered === row.n && row.series <= MOST_SERIES;
}

const Series = z.object({ present: z.coerce.number(), span: z.coerce.number() });

/** What is missing in a source's numbering; null where it does not number its records. */
export async function readSequence(source: number): Promise<SourceSequence | null> {
  if (!(await isNumbered(source))) return null;
  const series = await clickhouse().rows({
    sql: `SELECT uniqExact(number) AS present, max(number) - min(number) + 1 AS span
      FROM (SELECT ${SERIES}, ${NUMBER} FROM decisions WHERE source = {source:UInt32}) GROUP BY series`,
    params: { source },
    row: Series,
  });
  const [present, span] = [sum(series, "present"), sum(series, "span")];
  // Where most numbers are missing they are no count.
  if (series.length > MOST_SERIES || span > 2 * present) return null;
  return { present, missing: span - present, gaps: span > present ? await readGaps(source) : [] };
}

const sum = (rows: readonly z.infer<typeof Series>[], name: keyof z.infer<typeof Series>): number =>
  rows.reduce((total, row) => total + row[name], 0);

const Gap = z.object({ after: z.string(), before: z.string(), missing: z.coerce.number() });

const readGaps = (source: number): Promise<SequenceGap[]> =>
  clickhouse().rows({
    sql: `SELECT before_id AS after, decision_id AS before, number - before_number - 1 AS missing FROM (
        SELECT decision_id, series, number,
          lagInFrame(number, 1, number) OVER w AS before_number, lagInFrame(decision_id) OVER w AS before_id
        FROM (SELECT decision_id, ${SERIES}, ${NUMBER} FROM decisions WHERE source = {source:UInt32})
        WINDOW w AS (PARTITION BY series ORDER BY number ROWS BETWEEN 1 PRECEDING AND CURRENT ROW))
      WHERE number > before_number + 1
      ORDER BY missing DESC, series, number LIMIT ${MOST_GAPS}`,
    params: { source },
    row: Gap,
  });
