import type { BarRow, BarRowsModel } from "@/lib/kernel/chart";
import { formatNumber, formatPercent, formatRange } from "@/lib/kernel/format";
import { type HueParty, partyHues } from "@/lib/kernel/hue";
import type { PreflightView } from "./schema";
import { preflightFinding } from "./words";

type Run = Pick<PreflightView, "result" | "draft" | "from" | "to">;

/** Shares by owner, as they were and as the draft would have had them: a pair of bars each, from zero. */
export function preflightBars(
  { result, draft, from, to }: Run,
  parties: readonly HueParty[],
  generated: boolean,
): BarRowsModel {
  const hues = partyHues(parties);
  const { owners, replayed } = result;
  const alone = owners.filter(({ first_party }) => first_party).length === 1;
  const rows = owners.flatMap((one): BarRow[] => {
    const { owner, name, first_party, now, now_share, draft: then, draft_share } = one;
    const ours = first_party && alone;
    return [
      {
        key: `${owner} now`,
        label: ours ? "Our own models, as they were" : `${name}, as it was`,
        value: now_share,
        figures: [formatPercent(now_share), formatNumber(now)],
        tone: "quiet",
      },
      {
        key: `${owner} draft`,
        label: `${ours ? "Our own models" : name}, under the rule`,
        value: draft_share,
        figures: [formatPercent(draft_share), formatNumber(Math.round(then))],
        tone: hues.get(owner) ?? "others",
      },
    ];
  });
  return {
    title: `Share by owner, ${draft.router}: as it was, and under the rule`,
    unit: `% of ${formatNumber(replayed)} replayed decisions, ${formatRange(from, to)}`,
    summary: preflightFinding(result),
    generated,
    file_name: `pre-flight-${draft.router.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}`,
    table: {
      columns: [
        { label: "Owner", kind: "text" },
        { label: "Decisions as they were", kind: "count" },
        { label: "Under the rule", kind: "number", digits: 1 },
        { label: "Share as it was, %", kind: "percent", digits: 1 },
        { label: "Under the rule, %", kind: "percent", digits: 1 },
      ],
      rows: owners.map(({ name, now, now_share, draft: then, draft_share }) => [
        name,
        now,
        then,
        now_share,
        draft_share,
      ]),
    },
    rows,
    max: Math.max(0.01, ...rows.map(({ value }) => value)),
  };
}
