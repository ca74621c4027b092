import { z } from "zod";
import { type Actor, authorize } from "@/lib/access";
import { clickhouse } from "@/lib/clickhouse/server";
import { withActor } from "@/lib/db/server";
import type { TrafficDimensions } from "../share/board-schema";

const MOST = 200;

const Row = z.object({
  decisions: z.coerce.number(),
  first_ms: z.coerce.number(),
  last_ms: z.coerce.number(),
  routers: z.array(z.string()),
  tasks: z.array(z.string()),
  regions: z.array(z.string()),
  policy_versions: z.array(z.string()),
  arms: z.array(z.string()),
  sources: z.array(z.number()),
});

/** What the traffic holds at all: first and last instant, and the values to filter by; null without any decision. */
export async function trafficDimensions(actor: Actor): Promise<TrafficDimensions | null> {
  authorize(actor, "routing:read");
  const values = (column: string) => `arraySort(groupUniqArray(${MOST})(${column}))`;
  const [row] = await clickhouse().rows({
    sql: `SELECT count() AS decisions, toUnixTimestamp64Milli(min(occurred_at)) AS first_ms, toUnixTimestamp64Milli(max(occurred_at)) AS last_ms,
        ${values("router")} AS routers, ${values("task")} AS tasks, ${values("region")} AS regions,
        ${values("policy_version")} AS policy_versions, ${values("arm")} AS arms, groupUniqArray(source) AS sources
      FROM decisions`,
    row: Row,
  });
  if (!row || row.decisions === 0) return null;
  const { sources, ...dimensions } = row;
  const made = await withActor(actor, (tx) =>
    tx.trafficSource.count({ where: { no: { in: sources }, generated: true } }),
  );
  return { ...dimensions, generated: made > 0 };
}
