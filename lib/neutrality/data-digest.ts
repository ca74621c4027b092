import { createHash } from "node:crypto";
import { z } from "zod";
import type { Actor } from "@/lib/access";
import { clickhouse } from "@/lib/clickhouse/server";
import { asDetection, withActor } from "@/lib/db/server";
import { parseInstant } from "@/lib/kernel/time";
import { whereDecisions } from "@/lib/routing/server";
import type { DataDigest } from "./answer-schema";
import { cachedAnswer } from "./cache";
import type { Context } from "./context";
import { stampOf } from "./kept-answer";
import type { Baseline, NeutralityQuery } from "./schema";
import { whereArms } from "./store/arms";
import type { Where } from "./store/chosen";

/** What identifies the data of a window, and how many decisions they are. */
export type WindowDigest = Omit<DataDigest, "digest"> & { digest: string; decisions: number };

type Window = Pick<NeutralityQuery, "from" | "to" | "router" | "task" | "region" | "policy_version">;

const Delivered = z.object({ batch: z.number(), decisions: z.coerce.number(), places: z.string() });

/** How many decisions each delivery has in the window, and the sum of the hashes of their places in it. */
async function readDelivered({ sql, params }: Where): Promise<z.infer<typeof Delivered>[]> {
  return clickhouse().rows({
    sql: `SELECT batch, count() AS decisions, hex(sum(cityHash64(source, batch, line))) AS places
      FROM decisions WHERE ${sql} GROUP BY batch ORDER BY batch`,
    params,
    row: Delivered,
  });
}

/** What the ledger says that each delivery holds: it was summed over whole rows when they were stored. */
async function readLedger(actor: Actor, batches: readonly number[]): Promise<Map<number, string>> {
  const [first, last] = [batches[0], batches.at(-1)];
  if (first === undefined || last === undefined) return new Map();
  const rows = await withActor(actor, (tx) =>
    asDetection(tx, (inner) =>
      inner.ingestBatch.findMany({
        where: { no: { gte: first, lte: last } },
        select: { no: true, digest: true, body_hash: true },
      }),
    ),
  );
  return new Map(rows.map(({ no, digest, body_hash }) => [no, digest ?? body_hash]));
}

const sha256 = (value: unknown): string => createHash("sha256").update(JSON.stringify(value)).digest("hex");

/**
 * The digest of what an answer rests on: the decisions of its range and filters, by their places in deliveries that the
 * ledger has digests of, so that no column needs to be read but where each came from; what sources declare of their
 * quality; the catalogue and the policies. The same digest, the same figures. One question of several on the same
 * decisions reads them.
 */
export async function readDataDigest(
  actor: Actor,
  query: NeutralityQuery & { baseline: Baseline },
  context: Context,
): Promise<WindowDigest> {
  const { from, to, router, task, region, policy_version, baseline } = query;
  const window: Window = { from, to, router, task, region, policy_version };
  // A copy that never names the version stands beside it whole.
  const copies = baseline === "owner_blind" && policy_version !== undefined;
  const question = JSON.stringify(["data", Object.entries(window), copies]);
  return cachedAnswer(question, await stampOf(context), async () => {
    const delivered = await readDelivered(copies ? await whereArms(query) : whereDecisions(window));
    const ledger = await readLedger(
      actor,
      delivered.map(({ batch }) => batch),
    );
    const catalogue_version = context.catalogue.version;
    const policies_version = sha256([context.pools.version, context.rules.version]).slice(0, 16);
    const asked = { ...window, from: parseInstant(from), to: parseInstant(to) };
    const deliveries = delivered.map(({ batch, decisions, places }) => [
      ...[batch, decisions, places],
      ledger.get(batch) ?? null,
    ]);
    const sources = context.sources.map(({ no, quality_basis }) => [no, quality_basis]);
    return {
      digest: `sha256:${sha256([asked, deliveries, sources, catalogue_version, policies_version])}`,
      decisions: delivered.reduce((total, { decisions }) => total + decisions, 0),
      deliveries: delivered.length,
      catalogue_version,
      policies_version,
    };
  });
}
