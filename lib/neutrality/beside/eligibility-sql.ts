import { z } from "zod";
import { clickhouse } from "@/lib/clickhouse/server";
import { CLUSTER, type Clusters, type Design } from "../store/fits";
import type { Version } from "../store/groups";
import { type Compared, readComparisons } from "./compare-sql";
import { type OfferedSums, type VersionChange, versionChanges } from "./eligibility";
import { EligibilityFigure } from "./schema";

/** Decisions whose log names candidates of known owners; those that a policy declares are all taken as eligible. */
const NAMED = "pooled = 0 AND fit != 0 AND own_offered + others_offered > 0";

const Sums = z.object({
  fit: z.number(),
  decisions: z.coerce.number(),
  own_offered: z.coerce.number(),
  own_barred: z.coerce.number(),
  own_present: z.coerce.number(),
  others_offered: z.coerce.number(),
  others_barred: z.coerce.number(),
  others_present: z.coerce.number(),
});

/** What a figure is a share of, and the part. */
const FIGURES: Record<EligibilityFigure, readonly [units: string, total: string]> = {
  focal_of_offered: ["own_offered + others_offered", "own_offered"],
  focal_of_eligible: [
    "own_offered - own_barred + others_offered - others_barred",
    "own_offered - own_barred",
  ],
  focal_eligible: ["own_offered", "own_offered - own_barred"],
  partners_eligible: ["others_offered", "others_offered - others_barred"],
};

export type EligibilityData = {
  sums: OfferedSums[];
  changes: VersionChange[];
  comparisons: ReadonlyMap<number, Compared>;
};

/**
 * Candidates offered and eligible by version, and each version against the one before it within tasks: a comparison
 * for each change and figure. Needs the prepared table's detail.
 */
export async function readEligibility(
  { table }: Design,
  versions: readonly Version[],
  clusters: Clusters,
): Promise<EligibilityData> {
  const sums = await clickhouse().rows({
    sql: `SELECT fit, count() AS decisions,
        sum(own_offered) AS own_offered, sum(own_barred) AS own_barred, countIf(table.own_offered > 0) AS own_present,
        sum(others_offered) AS others_offered, sum(others_barred) AS others_barred, countIf(table.others_offered > 0) AS others_present
      FROM ${table} AS table WHERE ${NAMED.replaceAll(/\b(own|others)_offered/g, "table.$&")} GROUP BY fit ORDER BY fit`,
    row: Sums,
  });
  const changes = versionChanges(versions, new Set(sums.map(({ fit }) => fit)));
  if (changes.length === 0) return { sums, changes, comparisons: new Map() };
  const figures = EligibilityFigure.options;
  const rows = `(
    SELECT toUInt16((change - 1) * ${figures.length} + figure - 1) AS comparison, stratum AS cell, side,
      toFloat64([${figures.map((name) => FIGURES[name][0]).join(", ")}][figure]) AS units,
      toFloat64([${figures.map((name) => FIGURES[name][1]).join(", ")}][figure]) AS total,
      0. AS extra, ${CLUSTER[clusters.by]} AS cluster
    FROM (SELECT *, [transform(fit, {after:Array(UInt16)}, {numbers:Array(UInt16)}, toUInt16(0)),
        transform(fit, {before:Array(UInt16)}, {numbers:Array(UInt16)}, toUInt16(0))] AS parts FROM ${table} WHERE ${NAMED})
    ARRAY JOIN parts AS change, [toUInt8(1), toUInt8(0)] AS side
    ARRAY JOIN [${figures.map((_, index) => index + 1).join(", ")}] AS figure
    WHERE change != 0 AND units > 0)`;
  const comparisons = await readComparisons({
    sql: rows,
    params: {
      after: changes.map(({ after }) => after),
      before: changes.map(({ before }) => before),
      numbers: changes.map((_, index) => index + 1),
    },
  });
  return { sums, changes, comparisons };
}
