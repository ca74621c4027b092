import { z } from "zod";
import type { Actor } from "@/lib/access";
import { clickhouse, isClickhouseDown } from "@/lib/clickhouse/server";
import { withActor } from "@/lib/db/server";
import type { CheckMetric } from "./definition";
import type { CheckView } from "./schema";

/** All of a check but what may be wrong with it without being refused. */
export type CheckRecord = Omit<CheckView, "warnings">;

type Named = { pointer: string; router: string };

/** The routers that a test names, and where. */
export function routersOf(test: CheckMetric): Named[] {
  const own = "scope" in test ? test.scope.router : undefined;
  const strata = "strata" in test && typeof test.strata !== "string" ? test.strata : [];
  const named = [
    ...(own === undefined ? [] : [{ pointer: "/test/scope/router", router: own }]),
    ...strata.map(({ router }, at) => ({ pointer: `/test/strata/${at}/router`, router })),
    ...("router" in test && test.router !== undefined
      ? [{ pointer: "/test/router", router: test.router }]
      : []),
  ];
  // One name is warned of once, and a log may name no router at all.
  return named.filter(
    ({ router }, at) => router !== "" && named.findIndex((one) => one.router === router) === at,
  );
}

async function readSeen(routers: readonly string[]): Promise<string[]> {
  const rows = await clickhouse().rows({
    sql: "SELECT DISTINCT router FROM decisions WHERE router IN {routers:Array(String)}",
    params: { routers: [...routers] },
    row: z.object({ router: z.string() }),
  });
  return rows.map(({ router }) => router);
}

/** Which routers neither a policy that the actor sees nor a notice names. */
const readUnrecorded = (actor: Actor, named: readonly Named[]): Promise<Named[]> =>
  withActor(actor, async (tx) => {
    const where = { router: { in: named.map(({ router }) => router) } };
    const known = [
      ...(await tx.policy.findMany({ where, select: { router: true } })),
      ...(await tx.policyNotice.findMany({ where, select: { router: true } })),
    ].map(({ router }) => router);
    return named.filter(({ router }) => !known.includes(router));
  });

/**
 * A check with what may be a slip: a router that nobody has heard of. It is no fault, since a check is recorded before the
 * data that it judges, and a router may be to come.
 */
export async function withWarnings(actor: Actor, record: CheckRecord): Promise<CheckView> {
  const named = routersOf(record.definition.test);
  const unrecorded = named.length > 0 ? await readUnrecorded(actor, named) : [];
  if (unrecorded.length === 0) return { ...record, warnings: [] };
  const routers = unrecorded.map(({ router }) => router);
  const seen = await readSeen(routers).catch((error: unknown) => {
    // Without the traffic store nobody can say, and the check is shown all the same.
    if (isClickhouseDown(error)) return routers;
    throw error;
  });
  return {
    ...record,
    warnings: unrecorded
      .filter(({ router }) => !seen.includes(router))
      .map(({ pointer, router }) => ({
        pointer,
        message: `No policy, no notice and no decision names the router “${router}”. If this is a slip, withdraw the version before its first day.`,
      })),
  };
}
