import { z } from "zod";
import { type Actor, authorize } from "@/lib/access";
import { clickhouse } from "@/lib/clickhouse/server";
import { type Tx, withActor } from "@/lib/db/server";
import { loadCatalogue } from "@/lib/register/server";
import { readPolicyMarks } from "../policy-marks/policy-marks";
import { learnNames, type NameMap, nameMap, readNames } from "../store/known-names";
import { whereDecisions } from "../store/range";
import type { ShareDetail } from "./detail-schema";
import { shareInterval } from "./interval";
import { readMoments, readOwnMoments } from "./moments";
import type { ShareQuery } from "./schema";

/** What stands beside the shares: intervals, what customers choose themselves, sources, policy versions. */
export async function shareDetail(actor: Actor, query: ShareQuery): Promise<ShareDetail> {
  authorize(actor, "routing:read");
  const used = await readUsed(query);
  learnNames(await readNames(query));
  const { catalogue, sources, marks } = await withActor(actor, async (tx) => ({
    catalogue: await loadCatalogue(tx),
    sources: await findSources(tx, used.sources),
    marks: (await readPolicyMarks(tx, query)).filter(({ router }) => used.routers.includes(router)),
  }));
  const map = nameMap(catalogue);
  const [groups, first_party, pinned, unattributed] = await Promise.all([
    groupIntervals(query, map),
    ownInterval(query, map, "router"),
    ownInterval(query, map, "pinned"),
    readUnattributed(query, map),
  ]);
  const generated = sources.some((source) => source.generated);
  return {
    catalogue: catalogue.version,
    generated,
    sources,
    marks,
    groups,
    first_party,
    pinned,
    unattributed,
  };
}

/** Names under the place of their owner or model in `keys`, with the class kept. */
function codeGroups(
  query: ShareQuery,
  { codes, models, model_keys }: NameMap,
): { codes: number[]; keys: string[] } {
  const keys: string[] = [];
  const coded = codes.map((code) => {
    const at = Math.floor(code / 4) - 1;
    const key = query.by === "owner" ? models[at]?.owner : model_keys[at];
    if (key === undefined) return 0;
    const place = keys.includes(key) ? keys.indexOf(key) + 1 : keys.push(key);
    return 4 * place + (code % 4);
  });
  return { codes: coded, keys };
}

async function groupIntervals(query: ShareQuery, map: NameMap): Promise<ShareDetail["groups"]> {
  const { codes, keys } = codeGroups(query, map);
  const asked = { query, decided_by: "router", names: map.names, codes } as const;
  if (query.by === "owner" || query.by === "model") {
    const moments = await readMoments({ ...asked, group: "coded" });
    return [...moments]
      .map(([place, sums]) => ({ key: keys[Number(place) - 1] ?? "", ...shareInterval(sums), own: null }))
      .sort(byShare);
  }
  const group = query.by;
  const [parts, own] = await Promise.all([
    readMoments({ ...asked, group }),
    readOwnMoments({ ...asked, group }),
  ]);
  return [...parts]
    .map(([key, sums]) => {
      const within = own.get(key);
      return { key, ...shareInterval(sums), own: within ? shareInterval(within) : null };
    })
    .sort(byShare);
}

type Sorted = { key: string; share: number };
const byShare = (a: Sorted, b: Sorted): number => b.share - a.share || a.key.localeCompare(b.key);

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

const MOST_NAMES = 100;

async function readUnattributed(query: ShareQuery, map: NameMap): Promise<ShareDetail["unattributed"]> {
  const { sql, params } = whereDecisions(query);
  const names = map.names.filter((_, at) => map.index[at] === 0);
  if (names.length === 0) return [];
  return clickhouse().rows({
    sql: `SELECT chosen_model AS name, count() AS decisions FROM decisions
      WHERE ${sql} AND arm = {arm:String} AND decided_by = 'router' AND has({names:Array(String)}, chosen_model)
      GROUP BY name ORDER BY decisions DESC, name LIMIT ${MOST_NAMES}`,
    params: { ...params, arm: query.arm, names },
    row: z.object({ name: z.string(), decisions: z.coerce.number() }),
  });
}

/** Sources and routers that the range's decisions are of: a policy of a router without traffic marks nothing here. */
async function readUsed(query: ShareQuery): Promise<{ sources: number[]; routers: string[] }> {
  const { sql, params } = whereDecisions(query);
  const [row] = await clickhouse().rows({
    sql: `SELECT groupUniqArray(source) AS sources, groupUniqArray(router) AS routers FROM decisions
      WHERE ${sql} AND arm = {arm:String}`,
    params: { ...params, arm: query.arm },
    row: z.object({ sources: z.array(z.number()), routers: z.array(z.string()) }),
  });
  return row ?? { sources: [], routers: [] };
}

const findSources = (tx: Tx, numbers: readonly number[]): Promise<ShareDetail["sources"]> =>
  tx.trafficSource.findMany({
    where: { no: { in: [...numbers] } },
    select: { key: true, name: true, generated: true },
    orderBy: { key: "asc" },
  });
