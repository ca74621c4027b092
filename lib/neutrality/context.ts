import { asDetection, type Tx } from "@/lib/db/server";
import { invalid } from "@/lib/kernel/errors";
import { type Catalogue, loadCatalogue, loadInvestees } from "@/lib/register/server";
import { loadPools, type Pools } from "@/lib/routing/server";
import { type DeclaredRules, loadRules } from "./rules/load-rules";
import type { NeutralityQuery } from "./schema";

export type QualityBasis = "ex_ante" | "unknown" | "outcome";

/** What the register and the ledger of deliveries say about the traffic; but for `investees` the same for everybody. */
export type Context = {
  catalogue: Catalogue;
  /** Candidates that policies declare. */
  pools: Pools;
  /** Rules that policies declare. */
  rules: DeclaredRules;
  sources: readonly { no: number; key: string; quality_basis: QualityBasis }[];
  /** Changes whenever a batch is stored or purged, or a source is set otherwise. */
  ledger: string;
  /** Keys of those in whom the one who asks may see that we have invested; empty where the focus is another. */
  investees: ReadonlySet<string>;
};

/** Numbers of the sources whose quality is measured after the fact: nothing may be judged by it. */
export const refusedSources = ({ sources }: Pick<Context, "sources">): number[] =>
  sources.filter(({ quality_basis }) => quality_basis === "outcome").map(({ no }) => no);

/** Reads the context. A focus on a party that is not there is a 422. */
export async function readContext(tx: Tx, query: NeutralityQuery): Promise<Context> {
  const common = await readCommon(tx);
  // Not as the detection role: who is an investee may be confidential.
  const investees = query.focus === "investees" ? await loadInvestees(tx) : new Set<string>();
  if (partyOf(query.focus) !== null) await asDetection(tx, (inner) => checkFocus(inner, query.focus));
  return { ...common, investees };
}

type Common = Omit<Context, "investees">;
let cached: { stamp: string; common: Common } | undefined;

/** What is the same for everybody, kept until something that it comes from changes. */
async function readCommon(tx: Tx): Promise<Common> {
  const stamp = await readStamp(tx);
  if (cached?.stamp === stamp) return cached.common;
  const catalogue = await loadCatalogue(tx);
  const pools = await loadPools(tx, catalogue);
  const rules = await loadRules(tx);
  const common = { catalogue, pools, rules, ...(await asDetection(tx, readSources)) };
  cached = { stamp, common };
  return common;
}

/** The id of the database keeps workers of a test run apart; versions only grow, and numbers of batches are given once. */
const readStamp = (tx: Tx): Promise<string> =>
  asDetection(tx, async (inner) => {
    const [row] = await inner.$queryRaw<{ stamp: string }[]>`
      SELECT concat_ws('/', current_database(),
        (SELECT concat(count(*), ':', coalesce(sum(version), 0), ':', max(updated_at)) FROM party),
        (SELECT concat(count(*), ':', coalesce(sum(version), 0), ':', max(updated_at)) FROM product),
        (SELECT count(*) FROM model_pattern),
        (SELECT concat(count(*), ':', coalesce(sum(version), 0), ':', max(updated_at)) FROM policy),
        (SELECT concat(count(*), ':', coalesce(sum(version), 0)) FROM traffic_source),
        (SELECT concat(count(*), ':', coalesce(sum(no), 0), ':', max(no), ':', max(stored_at)) FROM ingest_batch
          WHERE state = 'stored')) AS stamp`;
    return row?.stamp ?? "";
  });

async function readSources(tx: Tx): Promise<Pick<Context, "sources" | "ledger">> {
  const sources = await tx.trafficSource.findMany({
    select: { no: true, key: true, quality_basis: true, version: true, id: true },
    orderBy: { no: "asc" },
  });
  const formats = await tx.ingestBatch.groupBy({
    by: ["source_id", "format"],
    where: { state: "stored" },
    _count: { _all: true },
    _max: { no: true, stored_at: true },
    orderBy: [{ source_id: "asc" }, { format: "asc" }],
  });
  const basisOf = (source: (typeof sources)[number]): QualityBasis => {
    const { quality_basis } = source;
    if (quality_basis === "outcome" || quality_basis === "ex_ante") return quality_basis;
    const foreign = formats.some(({ source_id, format }) => source_id === source.id && format !== "native");
    return quality_basis === "unknown" || foreign ? "unknown" : "ex_ante";
  };
  return {
    sources: sources.map((source) => ({ no: source.no, key: source.key, quality_basis: basisOf(source) })),
    ledger: JSON.stringify([
      sources.map(({ no, version, quality_basis }) => [no, version, quality_basis]),
      formats,
    ]),
  };
}

async function checkFocus(tx: Tx, focus: string): Promise<void> {
  const key = partyOf(focus);
  if (key === null) return;
  const party = await tx.party.findUnique({ where: { key }, select: { id: true } });
  if (!party) throw invalid([{ pointer: "/focus", message: `There is no party with the key ${key}.` }]);
}

const PARTY = "party:";

/** The key in party:KEY; null for the other kinds of focus. */
export const partyOf = (focus: string): string | null =>
  focus.startsWith(PARTY) ? focus.slice(PARTY.length) : null;

/** Which owners' models are in the focus. */
export function focusOf(
  { focus }: Pick<NeutralityQuery, "focus">,
  { investees }: Pick<Context, "investees">,
): (owner: { key: string; first_party: boolean }) => boolean {
  const party = partyOf(focus);
  if (party !== null) return ({ key }) => key === party;
  return focus === "investees" ? ({ key }) => investees.has(key) : ({ first_party }) => first_party;
}
