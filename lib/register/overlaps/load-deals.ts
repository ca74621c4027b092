import type { Tx } from "@/lib/db/server";
import { decimalText } from "../entity/facts";
import { Visibility } from "../fields";
import { groupBy } from "./collections";
import type { RegisterSnapshot, SnapshotRight, SnapshotRound } from "./snapshot";

const LIVE = { retired_at: null };
const STATES = { agreed: "agreed", not_agreed: "not_agreed", unknown: "unknown" } as const;

/** Which documents state which record, by the record's id. */
export type Sources = (id: string) => string[];

/** Partnerships with rights, rounds with participations, and co-holdings, as far as they are not retired. */
export async function loadDeals(
  tx: Tx,
  sources: Sources,
): Promise<Pick<RegisterSnapshot, "partnerships" | "rights" | "rounds" | "co_holdings">> {
  const partnerships = await tx.partnership.findMany({
    where: LIVE,
    select: {
      id: true,
      key: true,
      partner_id: true,
      kinds: true,
      status: true,
      start: true,
      end: true,
      visibility: true,
    },
    orderBy: { key: "asc" },
  });
  return {
    partnerships: partnerships.map((row) => ({
      ...row,
      visibility: Visibility.parse(row.visibility),
      source_ids: sources(row.id),
    })),
    rights: await loadRights(tx, sources),
    rounds: await loadRounds(tx, sources),
    co_holdings: await loadCoHoldings(tx, sources),
  };
}

async function loadRights(tx: Tx, sources: Sources): Promise<SnapshotRight[]> {
  const rows = await tx.contractRight.findMany({
    where: LIVE,
    select: {
      id: true,
      key: true,
      partnership_id: true,
      holder_id: true,
      type: true,
      state: true,
      visibility: true,
    },
    orderBy: { key: "asc" },
  });
  return rows.map((row) => ({
    ...row,
    state: STATES[row.state as keyof typeof STATES] ?? "unknown",
    visibility: Visibility.parse(row.visibility),
    source_ids: sources(row.id),
  }));
}

async function loadRounds(tx: Tx, sources: Sources): Promise<SnapshotRound[]> {
  const rounds = await tx.investmentRound.findMany({
    where: LIVE,
    select: {
      id: true,
      key: true,
      investee_id: true,
      series: true,
      announced: true,
      currency: true,
      visibility: true,
    },
    orderBy: { key: "asc" },
  });
  const stakes = await tx.participation.findMany({ orderBy: { investor_id: "asc" } });
  const reports = await tx.participationReport.findMany({ orderBy: { source_id: "asc" } });
  const stakesOf = groupBy(stakes, ({ round_id }) => round_id);
  const reportsOf = groupBy(reports, ({ participation_id }) => participation_id);
  return rounds.map((round) => ({
    ...round,
    visibility: Visibility.parse(round.visibility),
    source_ids: sources(round.id),
    participations: (stakesOf.get(round.id) ?? []).map((stake) => ({
      id: stake.id,
      investor_id: stake.investor_id,
      amount: decimalText(stake.amount),
      bound: stake.bound,
      state: stake.state,
      reported: (reportsOf.get(stake.id) ?? []).map(({ source_id, amount, bound }) => ({
        source_id,
        amount: decimalText(amount),
        bound,
      })),
    })),
  }));
}

async function loadCoHoldings(tx: Tx, sources: Sources): Promise<RegisterSnapshot["co_holdings"]> {
  const rows = await tx.coHolding.findMany({
    where: LIVE,
    select: { id: true, key: true, at_least: true, visibility: true },
    orderBy: { key: "asc" },
  });
  const parties = groupBy(await tx.coHoldingParty.findMany(), ({ co_holding_id }) => co_holding_id);
  const named = groupBy(await tx.coHoldingInvestor.findMany(), ({ co_holding_id }) => co_holding_id);
  const ids = (map: typeof parties, id: string) => (map.get(id) ?? []).map(({ party_id }) => party_id).sort();
  return rows.map((row) => ({
    ...row,
    visibility: Visibility.parse(row.visibility),
    party_ids: ids(parties, row.id),
    named_ids: ids(named, row.id),
    source_ids: sources(row.id),
  }));
}
