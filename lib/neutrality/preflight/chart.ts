import type { BarRow, BarRowsModel } from "@/lib/kernel/chart";
import { formatNumber, formatPercent, formatRange } from "@/lib/kernel/format";
import { type HueParty, partyHues } from "@/lib/kernel/hue";
import type { PreflightView } from "./schema";
import { preflightTitle } from "./words";

type Run = Pick<PreflightView, "result" | "draft" | "from" | "to" | "content_hash" | "policy">;

/** Shares by owner, as they were (hollow where both policies are replayed beside it), under the policy in force and under the draft, from zero. */
export function preflightBars(run: Run, parties: readonly HueParty[], generated: boolean): BarRowsModel {
  const { result, draft, from, to } = run;
  const hues = partyHues(parties);
  const { owners, replayed, compared_with } = result;
  const alone = owners.filter(({ first_party }) => first_party).length === 1;
  const beside = compared_with === "in_force";
  const rows = owners.flatMap((one): BarRow[] => {
    const { owner, name, first_party, now, in_force, draft: then, draft_share } = one;
    const ours = first_party && alone;
    const share = one.in_force_share ?? one.now_share;
    const who = ours ? "Our own models" : name;
    const was = `${who}, as ${ours ? "they were" : "it was"}`;
    return [
      // What happened is the only one of the three that did.
      ...(beside
        ? [
            {
              key: `${owner} was`,
              label: was,
              value: one.now_share,
              figures: [formatPercent(one.now_share), formatNumber(now)],
              tone: "hollow" as const,
            },
          ]
        : []),
      {
        key: `${owner} before`,
        label: beside ? `${who}, policy in force` : was,
        value: share,
        figures: [formatPercent(share), formatNumber(Math.round(in_force ?? now))],
        tone: "quiet",
      },
      {
        key: `${owner} draft`,
        label: `${who}, this policy`,
        value: draft_share,
        figures: [formatPercent(draft_share), formatNumber(Math.round(then))],
        tone: hues.get(owner) ?? "others",
      },
    ];
  });
  return {
    title: `Share by owner, ${draft.router}: ${beside ? "as it was, under the policy in force" : "as it was"}, and under this policy`,
    unit: `% of ${formatNumber(replayed)} replayed decisions, ${formatRange(from, to)}`,
    summary: preflightTitle(run),
    generated,
    file_name: `pre-flight-${draft.router.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}`,
    table: {
      columns: [
        { label: "Owner", kind: "text" },
        { label: "Decisions as they were", kind: "count" },
        { label: "Policy in force", kind: "number", digits: 1 },
        { label: "This policy", kind: "number", digits: 1 },
        { label: "Share as it was, %", kind: "percent", digits: 1 },
        { label: "Policy in force, %", kind: "percent", digits: 1 },
        { label: "This policy, %", kind: "percent", digits: 1 },
      ],
      rows: owners.map((one) => [
        one.name,
        ...[one.now, one.in_force, one.draft],
        ...[one.now_share, one.in_force_share, one.draft_share],
      ]),
    },
    rows,
    max: Math.max(0.01, ...rows.map(({ value }) => value)),
  };
}
