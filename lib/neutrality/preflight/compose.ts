import type { Catalogue } from "@/lib/register/server";
import type { ReplayFlow, ReplayReason, ReplayTotals } from "../store/replay";
import { PREFLIGHT_REASONS, type PreflightOwner, type PreflightReason, type PreflightResult } from "./schema";

export type Replayed = {
  totals: ReplayTotals;
  reasons: readonly ReplayReason[];
  flows: readonly ReplayFlow[];
  compared_with: PreflightResult["compared_with"];
};

type Sum = Pick<ReplayFlow, "now" | "in_force" | "draft">;
type Compared = Pick<Replayed, "compared_with">;

// Thirds and sevenths of decisions add up to whole ones but for rounding.
const rounded = (value: number): number => Number(value.toFixed(6));

const total = (flows: readonly Sum[], { compared_with }: Compared) => {
  const sum = (of: keyof Sum) => flows.reduce((all, flow) => all + flow[of], 0);
  const [now, draft] = [sum("now"), rounded(sum("draft"))];
  const in_force = compared_with === "past" ? null : rounded(sum("in_force"));
  return { now, in_force, draft, change: rounded(draft - (in_force ?? now)) };
};

const shares = ({ now, in_force, draft }: ReturnType<typeof total>, replayed: number) => ({
  now_share: now / replayed,
  in_force_share: in_force === null ? null : in_force / replayed,
  draft_share: draft / replayed,
});

type Means = Record<keyof Sum, number | null>;

function difference(decisions: number, { now, in_force, draft }: Means, { compared_with }: Compared) {
  if (decisions === 0 || now === null || draft === null) return null;
  if (compared_with === "past") return { decisions, now, in_force: null, draft, change: draft - now };
  return in_force === null ? null : { decisions, now, in_force, draft, change: draft - in_force };
}

function counted(reasons: readonly ReplayReason[], by: ReplayReason["of"]): Record<PreflightReason, number> {
  const count = (name: PreflightReason) =>
    reasons.find(({ of, reason }) => of === by && reason === name)?.decisions ?? 0;
  return Object.fromEntries(PREFLIGHT_REASONS.map((name) => [name, count(name)])) as Record<
    PreflightReason,
    number
  >;
}

/** The policy in force as a run keeps it, or why there is none. */
export type KnownInForce =
  | Omit<NonNullable<PreflightResult["in_force"]>, "reproduced">
  | NonNullable<PreflightResult["in_force_missing"]>;

/** What a replay means for owners, customers and partners. `owners` are keys by the number that the flows carry. Pure. */
export function composePreflight(
  { totals, reasons, flows, compared_with }: Replayed,
  in_force: KnownInForce,
  { owners, parties: known }: { owners: readonly string[]; parties: Catalogue["parties"] },
): PreflightResult {
  const { replayed } = totals;
  const compared = { compared_with };
  const parties = new Map(known.map((party) => [party.key, party]));
  const moved = [...new Set(flows.map(({ owner }) => owner))].map((number): PreflightOwner => {
    const key = owners[number] ?? "";
    const sum = total(
      flows.filter(({ owner }) => owner === number),
      compared,
    );
    return {
      owner: key,
      name: parties.get(key)?.name ?? key,
      first_party: parties.get(key)?.first_party ?? false,
      ...sum,
      ...shares(sum, replayed),
    };
  });
  const by_draft = moved.sort((a, b) => b.draft - a.draft || (a.owner < b.owner ? -1 : 1));
  const own = total(
    flows.filter(({ owner }) => parties.get(owners[owner] ?? "")?.first_party),
    compared,
  );
  return {
    decisions: totals.decisions,
    replayed,
    compared_with,
    in_force: "reason" in in_force ? null : { ...in_force, reproduced: rounded(totals.reproduced) },
    in_force_missing: "reason" in in_force ? in_force : null,
    not_replayed: counted(reasons, "draft"),
    not_compared: counted(reasons, "in_force"),
    register_figures: totals.lent_count,
    tied: totals.tied,
    unchanged: rounded(compared_with === "past" ? totals.as_it_was : totals.unchanged),
    first_party: replayed === 0 ? null : { ...own, ...shares(own, replayed) },
    owners: by_draft,
    harm: {
      cost_usd: difference(
        totals.cost_known,
        { now: totals.cost_now, in_force: totals.cost_in_force, draft: totals.cost_draft },
        compared,
      ),
      quality: difference(
        totals.quality_known,
        { now: totals.quality_now, in_force: totals.quality_in_force, draft: totals.quality_draft },
        compared,
      ),
    },
    partners_hit: by_draft
      .filter(({ first_party, change }) => !first_party && change < 0)
      .sort((a, b) => a.change - b.change)
      .map(({ owner, name, change }) => ({
        owner,
        name,
        lost: -change,
        tasks: tasksOf(
          flows.filter((flow) => owners[flow.owner] === owner),
          compared,
        ),
      })),
  };
}

const tasksOf = (flows: readonly ReplayFlow[], compared: Compared) =>
  flows
    .map(({ task, other, ...sums }) => ({
      task: task === "" ? null : task,
      other: other === 1,
      ...total([sums], compared),
    }))
    .sort((a, b) => a.change - b.change);
