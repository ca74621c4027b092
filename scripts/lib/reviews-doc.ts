import { LIFECYCLE, STANDING } from "@/lib/register/reviews/lifecycle";
import { REVIEW_STATUS_LABELS, ReviewStatus } from "@/lib/register/reviews/schema";

const FROM = "<!-- from here on printed by scripts/print-reviews.ts -->";
const TO = "<!-- to here -->";

const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [row(head), row(head.map(() => "---")), ...rows.map(row)].join("\n");

/** Status by status where each act leads: a status in words, or the refusal's type. */
function lifecycleTable(): string {
  const statuses = ReviewStatus.options;
  return table(
    ["act", "by", ...statuses.map((status) => REVIEW_STATUS_LABELS[status].toLowerCase())],
    LIFECYCLE.map(({ words, by, from }) => [
      words,
      by,
      ...statuses.map((status) => {
        const cell = from[status];
        if ("refused" in cell) return `\`${cell.refused}\``;
        return cell.to === status ? "stays" : `**${REVIEW_STATUS_LABELS[cell.to].toLowerCase()}**`;
      }),
    ]),
  );
}

const standingTable = () =>
  table(
    ["", "the first that holds", "status of the overlap"],
    STANDING.map(({ when, status }, at) => [`${at + 1}`, when, status.replaceAll("_", " ")]),
  );

/** The page with its tables made anew; the words around them stay. Throws where the marks are missing. */
export function withTables(page: string): string {
  const [before, rest] = page.split(FROM);
  const after = rest?.split(TO)[1];
  if (before === undefined || after === undefined) throw new Error("The marks of the printed part are gone.");
  return `${before}${FROM}\n\n${lifecycleTable()}\n\n${standingTable()}\n\n${TO}${after}`;
}
