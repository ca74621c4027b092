import { z } from "zod";
import { type Actor, authorize } from "@/lib/access";
import { clickhouse } from "@/lib/clickhouse/server";
import { type Tx, withActor } from "@/lib/db/server";
import { type CatalogueModel, loadCatalogue } from "@/lib/register/server";
import { readPolicyMarks } from "../policy-marks/policy-marks";
import { learnNames, type NameMap, nameMap, readNames } from "../store/known-names";
import { whereDecisions } from "../store/range";
import type { ShareDetail } from "./detail-schema";
import { shareInterval } from "./interval";
import { type MomentsInput, readMoments } from "./moments";
import type { ShareQuery } from "./schema";
import { modelKey } from "./share";

/** What stands beside the shares: intervals, what customers choose themselves, sources, policy versions. */
export async function shareDetail(actor: Actor, query: ShareQuery): Promise<ShareDetail> {
  authorize(actor, "routing:read");
  const used = await readSources(query);
  learnNames(await readNames(query));
  const { catalogue, sources, marks } = await withActor(actor, async (tx) => ({
    catalogue: await loadCatalogue(tx),
    sources: await findSources(tx, used),
    marks: await readPolicyMarks(tx, query),
  }));
  const map = nameMap(catalogue);
  const [groups, routed, pinned] = await Promise.all([
    groupIntervals(query, map),
    ownInterval(query, map, "router"),
    ownInterval(query, map, "pinned"),
  ]);
  const generated = sources.some((source) => source.generated);
  return { catalogue: catalogue.version, generated, sources, marks, groups, first_party: routed, pinned };
}

const keyOf = (query: ShareQuery, model: CatalogueModel, models: readonly CatalogueModel[]): string =>
  query.by === "owner" ? model.owner : modelKey(model, models);

/** Names under the place of their owner or model in `keys`, with the class kept. */
function codeGroups(query: ShareQuery, { codes, models }: NameMap): { codes: number[]; keys: string[] } {
  const keys: string[] = [];
  const coded = codes.map((code) => {
    const model = models[Math.floor(code / 4) - 1];
    if (!model) return 0;
    const key = keyOf(query, model, models);
    const place = keys.includes(key) ? keys.indexOf(key) + 1 : keys.push(key);
    return 4 * place + (code % 4);
  });
  return { codes: coded, keys };
}

async function groupIntervals(query: ShareQuery, map: NameMap): Promise<ShareDetail["groups"]> {
  const coded = query.by === "owner" || query.by === "model";
  const { codes, keys } = codeGroups(query, map);
  const group: MomentsInput["group"] = query.by === "owner" || query.by === "model" ? "coded" : query.by;
  const moments = await readMoments({ query, group, decided_by: "router", names: map.names, codes });
  return [...moments]
    .map(([name, sums]) => ({ key: coded ? (keys[Number(name) - 1] ?? "") : name, ...shareInterval(sums) }))
    .sort((a, b) => b.share - a.share || a.key.localeCompare(b.key));
}

async function ownInterval(query: ShareQuery, { names, codes }: NameMap, decided_by: "router" | "pinned") {
  // What customers choose is counted in decisions, as everything that is excluded.
  const asked = decided_by === "pinned" ? { ...query, measure: "decisions" as const } : query;
  const moments = await readMoments({ query: asked, group: "first_party", decided_by, names, codes });
  const own = moments.get("own");
  const others = moments.get("others");
  const whole = own ?? others;
  if (!whole || whole.n <= 0) return null;
  return { of: whole.n, ...shareInterval(own ?? { ...whole, x: 0, xx: 0, xn: 0 }) };
}

async function readSources(query: ShareQuery): Promise<number[]> {
  const { sql, params } = whereDecisions(query);
  const rows = await clickhouse().rows({
    sql: `SELECT DISTINCT source FROM decisions WHERE ${sql} AND arm = {arm:String} ORDER BY source`,
    params: { ...params, arm: query.arm },
    row: z.object({ source: z.number() }),
  });
  return rows.map(({ source }) => source);
}

const findSources = (tx: Tx, numbers: readonly number[]): Promise<ShareDetail["sources"]> =>
  tx.trafficSource.findMany({
    where: { no: { in: [...numbers] } },
    select: { key: true, name: true, generated: true },
    orderBy: { key: "asc" },
  });
