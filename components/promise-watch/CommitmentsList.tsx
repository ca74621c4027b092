import Link from "next/link";
import type { CommitmentSummary, Day } from "@/lib/commitments";
import { ClauseList } from "./ClauseList";
import { coverageWords, marksOf, promiseSentence, saidWords } from "./commitment-words";
import { DaysBar } from "./DaysBar";
import { daysUnit } from "./days-words";
import { watchHref } from "./hrefs";
import { StripLegend } from "./StripLegend";

export type CommitmentsListProps = {
  items: readonly CommitmentSummary[];
  today: Day;
  may_define: boolean;
  /** Whether what is judged is made up. */
  generated: boolean;
};

/** Every promise in its own words, with what stands behind it. */
export function CommitmentsList({ items, today, may_define, generated }: CommitmentsListProps) {
  const articles = items.map((item) => (
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
        <div>
          <p className="about">By day, the gravest of all its checks</p>
          <DaysBar days={item.days} unit={daysUnit(item.clauses.flatMap(({ checks }) => checks))} />
        </div>
        <ClauseList
          commitment={item.key}
          clauses={item.clauses}
          days={item.days}
          today={today}
          may_define={may_define}
        />
      </div>
    </article>
  ));
  return (
    <>
      <StripLegend above marks={marksOf(items.flatMap(({ clauses }) => clauses))} />
      {articles}
    </>
  );
}
