import Link from "next/link";
import { LinkButton, Pips } from "@/components/ui";
import { formatCount, formatDateShort } from "@/lib/kernel/format";
import type { WorkItem, WorkList } from "@/lib/register";

function Item({ item }: { item: WorkItem }) {
  const { overlap, title, why, action, severity, due, overdue } = item;
  return (
    <li className="task">
      <span className="task-grade">
        {severity === null ? null : <Pips value={severity} of={5} label="Severity" />}
      </span>
      <div className="task-what">
        <p>
          {overlap === null ? title : <Link href={`/overlaps/${overlap}`}>{title}</Link>}
          {overlap === null ? null : <small className="mono">{overlap}</small>}
        </p>
        <p className="task-why">{why}</p>
      </div>
      <span className={overdue ? "task-due late" : "task-due"}>
        {due === null ? null : `${overdue ? "overdue since" : "by"} ${formatDateShort(due)}`}
      </span>
      <LinkButton size="small" href={action.href} aria-label={`${action.label}: ${overlap ?? title}`}>
        {action.label}
      </LinkButton>
    </li>
  );
}

export type MineSectionProps = {
  work: WorkList;
  /** Where all of it is shown, where this is only the beginning. */
  all_href: string;
  /** Back to the queue, where all of it is shown. */
  less_href: string;
  next_href: string | null;
  whole: boolean;
};

/** What waits for the reader, before the queue: the reason and one thing to do. */
export function MineSection({ work, all_href, less_href, next_href, whole }: MineSectionProps) {
  const { items, total } = work;
  if (total === 0) return <p className="mine-none">Nothing waits for you.</p>;
  return (
    <section className="mine" aria-labelledby="mine-title">
      <h2 id="mine-title">
        Waiting for you <span className="mute">{formatCount(total, "task")}</span>
      </h2>
      <ol>
        {items.map((item) => (
          <Item key={`${item.task} ${item.action.href} ${item.title}`} item={item} />
        ))}
      </ol>
      {!whole && total > items.length ? (
        <p className="note">
          <Link href={all_href}>Show all {formatCount(total, "task")}</Link>
        </p>
      ) : null}
      {whole ? (
        <p className="note flex gap-4">
          <Link href={less_href}>Show the first alone</Link>
          {next_href === null ? null : <Link href={next_href}>Next</Link>}
        </p>
      ) : null}
    </section>
  );
}
