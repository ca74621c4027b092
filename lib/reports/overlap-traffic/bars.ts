import type { BarRowsModel } from "@/lib/kernel/chart";
import { formatNumber, formatPercent, formatRange } from "@/lib/kernel/format";
import type { OverlapTraffic } from "./schema";

/** Shares by owner under the policy in force, as bars from zero. */
export function ownerBars(traffic: OverlapTraffic): BarRowsModel {
  const { owners, router, policy_version, decisions, from, to, generated } = traffic;
  const [first] = owners;
  return {
    title: `Share by owner, ${router}, policy ${policy_version}`,
    unit: `% of ${formatNumber(decisions)} decisions, ${formatRange(from, to)}`,
    summary: first
      ? `${first.label} took ${formatPercent(first.share)} of ${formatNumber(decisions)} decisions.`
      : "No decision was routed.",
    generated,
    file_name: `owners-${router.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}`,
    table: {
      columns: [
        { label: "Owner", kind: "text" },
        { label: "Decisions", kind: "count" },
        { label: "Share, %", kind: "percent", digits: 1 },
      ],
      rows: owners.map(({ label, decisions: n, share }) => [label, n, share]),
    },
    rows: owners.map(({ key, label, hue, decisions: n, share }) => ({
      key,
      label,
      value: share,
      figures: [formatPercent(share), formatNumber(n)],
      tone: hue,
    })),
    max: Math.max(0.01, ...owners.map(({ share }) => share)),
  };
}
