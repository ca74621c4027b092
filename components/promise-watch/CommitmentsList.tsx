import Link from "next/link";
import type { CommitmentSummary, Day } from "@/lib/commitments";
import { ClauseList } from "./ClauseList";
import { coverageWords, promiseSentence, saidWords } from "./commitment-words";
import { DaysBar } from "./DaysBar";
import { daysUnit } from "./days-words";
import { watchHref } from "./hrefs";

export type CommitmentsListProps = {
  items: readonly CommitmentSummary[];
  today: Day;
  may_define: boolean;
  /** Whether what is judged is made up. */
  generated: boolean;
};

/** Every promise in its own words, with what stands behind it. */
export function CommitmentsList({ items, today, may_define, generated }: CommitmentsListProps) {
  return items.map((item) => (
    <article key={item.id} className="commitment-item">
      <div>
        <h2>
          <Link className="plain" href={watchHref.commitment(item.key)}>
            “{item.text}”
          </Link>
        </h2>
        <p className="said">{promiseSentence(item, generated) ?? "Not tested yet."}</p>
        <p className="meta">{saidWords(item)}</p>
        <p className="meta">{coverageWords(item)}</p>
      </div>
      <div className="matter">
        <DaysBar days={item.days} unit={daysUnit(item.clauses.flatMap(({ checks }) => checks))} />
        <ClauseList commitment={item.key} clauses={item.clauses} today={today} may_define={may_define} />
      </div>
    </article>
  ));
}
