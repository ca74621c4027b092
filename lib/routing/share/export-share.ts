import type { Actor } from "@/lib/access";
import { chartCsv } from "@/lib/kernel/chart";
import { shareDetail } from "./detail";
import { EXCLUDED, type ShareQuery } from "./schema";
import { share } from "./share";
import { EXCLUDED_WORDS } from "./words";

export type ShareFile = { csv: string; file_name: string };

/** The rows as CSV with plain numbers; every line says whether the traffic was generated, and so does the name. */
export async function exportShare(actor: Actor, query: ShareQuery): Promise<ShareFile> {
  const answer = await share(actor, query);
  const { generated } = await shareDetail(actor, query);
  const traffic = generated ? "generated (simulated)" : "delivered by gateways";
  const rows = answer.rows.map((row) => [
    row.bucket,
    row.key,
    row.label,
    row.first_party ? "yes" : "no",
    row.decisions,
    row.tokens,
    row.cost_usd,
    row.share,
    traffic,
  ]);
  const excluded = EXCLUDED.map((name) => [
    query.from,
    `excluded: ${name}`,
    EXCLUDED_WORDS[name],
    "",
    answer.excluded[name],
    null,
    null,
    null,
    traffic,
  ]);
  const csv = chartCsv({
    columns: [
      "bucket",
      "key",
      "label",
      "first_party",
      "decisions",
      "tokens",
      "cost_usd",
      "share",
      "traffic",
    ].map((label) => ({ label, kind: "text" as const })),
    rows: [...rows, ...excluded],
  });
  const name = `share-by-${query.by}-${query.from.slice(0, 10)}-to-${query.to.slice(0, 10)}.csv`;
  return { csv, file_name: `${generated ? "simulated-" : ""}${name}` };
}
