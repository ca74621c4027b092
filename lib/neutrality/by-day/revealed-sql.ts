import { z } from "zod";
import { clickhouse } from "@/lib/clickhouse/server";
import { bindCentres, bindCoefficients, type Design } from "../store/fits";
import { quickExpectation } from "../store/joint-sql";
import { expectation, testedRows } from "../store/logit-sql";
import { type Tally, TallyRow } from "../store/tally";
import type { ResidualRows } from "./clusters-sql";

const DayTally = TallyRow.extend({
  day: z.number(),
  choices: z.coerce.number(),
  partners: z.array(z.number()),
});

/** Decisions alike in what keeps them from being tested, of one day. `partners`: numbers of the owners outside the focus. */
export type DayTally = Tally & { day: number; choices: number; partners: number[] };

/** Tallies of a prepared table by day; `choices`: of which a partner won over another partner's candidate. */
export const readDayTallies = (table: string): Promise<DayTally[]> =>
  clickhouse().rows({
    sql: `SELECT day, structure, lacks, fit, toUInt8(counted.partners > 0 AND focals > 0) AS two_sided, pooled,
        count() AS decisions, sum(counted.won) AS won, countIf(counted.won = 0 AND counted.partners >= 2) AS choices,
        groupUniqArrayArray(owners) AS partners
      FROM (SELECT * FROM ${table}) AS counted GROUP BY day, structure, lacks, fit, two_sided, pooled ORDER BY day`,
    row: DayTally,
  });

/**
 * The tested decisions with x - q, by coefficients that stand. `quick` where no candidates lie so far apart that weights
 * overflow.
 */
export const testedResiduals = (
  design: Design,
  coefficients: ReadonlyMap<number, readonly number[]>,
  { quick }: { quick: boolean },
): ResidualRows => ({
  sql: `(WITH ${quick ? quickExpectation(design).join(", ") : expectation(design.covariates)}
    SELECT day, tenant AS tenant_key, session AS session_key, won - q AS residual FROM ${design.table} WHERE ${testedRows})`,
  params: {
    mask: design.mask,
    fits: [...coefficients.keys()],
    ...bindCoefficients(design, design.covariates.length, coefficients),
    ...(quick ? bindCentres(design) : {}),
  },
});
