import type { Catalogue } from "@/lib/register/server";
import type { ReplayFlow, ReplayTotals } from "../store/replay";
import { PREFLIGHT_REASONS, type PreflightOwner, type PreflightReason, type PreflightResult } from "./schema";

export type Replayed = {
  totals: ReplayTotals;
  reasons: readonly { reason: PreflightReason; decisions: number }[];
  flows: readonly ReplayFlow[];
};

type Sum = { now: number; draft: number };

const total = (flows: readonly Sum[]): Sum & { change: number } => {
  const now = flows.reduce((sum, flow) => sum + flow.now, 0);
  // Thirds and sevenths of decisions add up to whole ones but for rounding.
  const draft = Number(flows.reduce((sum, flow) => sum + flow.draft, 0).toFixed(6));
  return { now, draft, change: Number((draft - now).toFixed(6)) };
};

function difference(decisions: number, now: number | null, draft: number | null) {
  return decisions === 0 || now === null || draft === null
    ? null
    : { decisions, now, draft, change: draft - now };
}

/** What a replay means for owners, customers and partners. `owners` are keys by the number that the flows carry. Pure. */
export function composePreflight(
  { totals, reasons, flows }: Replayed,
  owners: readonly string[],
  catalogue: Pick<Catalogue, "parties">,
): PreflightResult {
  const { replayed } = totals;
  const parties = new Map(catalogue.parties.map((party) => [party.key, party]));
  const moved = [...new Set(flows.map(({ owner }) => owner))].map((number): PreflightOwner => {
    const key = owners[number] ?? "";
    const sum = total(flows.filter(({ owner }) => owner === number));
    return {
      owner: key,
      name: parties.get(key)?.name ?? key,
      first_party: parties.get(key)?.first_party ?? false,
      ...sum,
      now_share: sum.now / replayed,
      draft_share: sum.draft / replayed,
    };
  });
  const by_draft = moved.sort((a, b) => b.draft - a.draft || (a.owner < b.owner ? -1 : 1));
  const own = total(by_draft.filter(({ first_party }) => first_party));
  return {
    decisions: totals.decisions,
    replayed,
    not_replayed: Object.fromEntries(
      PREFLIGHT_REASONS.map((name) => [name, reasons.find(({ reason }) => reason === name)?.decisions ?? 0]),
    ) as Record<PreflightReason, number>,
    register_figures: totals.lent_count,
    tied: totals.tied,
    unchanged: Number(totals.unchanged.toFixed(6)),
    first_party:
      replayed === 0 ? null : { ...own, now_share: own.now / replayed, draft_share: own.draft / replayed },
    owners: by_draft,
    harm: {
      cost_usd: difference(totals.cost_known, totals.cost_now, totals.cost_draft),
      quality: difference(totals.quality_known, totals.quality_now, totals.quality_draft),
    },
    partners_hit: by_draft
      .filter(({ first_party, change }) => !first_party && change < 0)
      .sort((a, b) => a.change - b.change)
      .map(({ owner, name, change }) => ({
        owner,
        name,
        lost: -change,
        tasks: tasksOf(flows.filter((flow) => owners[flow.owner] === owner)),
      })),
  };
}

const tasksOf = (flows: readonly ReplayFlow[]) =>
  flows
    .map(({ task, other, now, draft }) => ({
      task: task === "" ? null : task,
      other: other === 1,
      ...total([{ now, draft }]),
    }))
    .sort((a, b) => a.change - b.change);
