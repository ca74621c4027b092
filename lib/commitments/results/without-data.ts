import { Prisma } from "@/lib/db/server";

/** The first day that a result was the first due one to judge: `r` is the result, `k` its check. */
const PERIOD_FROM = Prisma.sql`CASE k.schedule
  WHEN 'week' THEN r.window_from + 7 * ((r.day - r.window_from) / 7)
  WHEN 'month' THEN greatest(date_trunc('month', r.day)::date, r.window_from)
  ELSE r.day END`;

/**
 * Whether none of the days since the last due one had a decision when a result was made: true only where days were measured
 * from decisions, and the run was completed. A day's revision is of the result where it was made no later, to the
 * millisecond that both ids begin with: both are made in one process, the day first.
 */
export const WITHOUT_DATA = Prisma.sql`(r.verdict <> 'failed' AND (
  SELECT bool_and(d.dataset_digest = '0') FROM (
    SELECT DISTINCT ON (c.day) c.dataset_digest FROM check_day c
    WHERE c.check_id = r.check_id AND c.window_from = r.window_from AND c.day BETWEEN ${PERIOD_FROM} AND r.day
      AND left(c.id::text, 13) COLLATE "C" <= left(r.id::text, 13) COLLATE "C"
    ORDER BY c.day, c.revision DESC) d) IS TRUE)`;

/** What the day of a result counts as: its verdict, or that there was nothing to judge. */
export const DAY_VERDICT = Prisma.sql`CASE WHEN ${WITHOUT_DATA} THEN 'no_data' ELSE r.verdict END`;
