import Link from "next/link";
import { Pips } from "@/components/ui";
import { formatDateShort, formatList, formatNumber } from "@/lib/kernel/format";
import type { OverlapListItem, OverlapStatus } from "@/lib/register";
import { openReviewWords, queueHref, statusWords } from "./queue-words";

type Params = Record<string, string | string[] | undefined>;
export type BoardColumnProps = { status: OverlapStatus; total: number; items: readonly OverlapListItem[] };

function Card({ item, today }: { item: OverlapListItem; today: string }) {
  const waits = openReviewWords(item);
  return (
    <li className="board-card">
      <p>
        <Link href={`/overlaps/${item.key}`} prefetch={false}>
          {item.title}
        </Link>
      </p>
      <p className="board-line">
        <Pips value={item.severity} of={5} label="Severity" />
        <span className="mono">{item.key}</span>
        {item.due === null ? null : (
          <span className={item.due < today ? "late" : undefined}>
            {item.due < today ? "overdue since" : "by"} {formatDateShort(item.due)}
          </span>
        )}
      </p>
      <p className="board-line">{formatList(item.counterparts)}</p>
      {waits === null && item.reviewer_name === null ? null : (
        <p className="board-line">{[waits, item.reviewer_name].filter(Boolean).join(", ")}</p>
      )}
    </li>
  );
}

/** The queue by status. Cards are not moved by hand: reviews say where an overlap stands. */
export function BoardView({
  columns,
  params,
  today,
}: {
  columns: readonly BoardColumnProps[];
  params: Params;
  today: string;
}) {
  return (
    <section className="board" aria-label="Board">
      {columns.map(({ status, total, items }) => (
        <section key={status} aria-label={statusWords(status)}>
          <h2>
            {statusWords(status)} <span className="mute">{formatNumber(total)}</span>
          </h2>
          <ol>
            {items.map((item) => (
              <Card key={item.id} item={item} today={today} />
            ))}
          </ol>
          {total > items.length ? (
            <p className="note">
              <Link href={queueHref(params, { view: null, status })}>All {formatNumber(total)}</Link>
            </p>
          ) : null}
        </section>
      ))}
    </section>
  );
}
