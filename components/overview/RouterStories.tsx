import Link from "next/link";
import { Fragment } from "react";
import { TimeBandChart } from "@/components/chart";
import { Verdict } from "@/components/ui";
import { formatDayMonth, formatNumber, formatPoints } from "@/lib/kernel/format";
import type { Rise } from "@/lib/neutrality";
import {
  type CheckStanding,
  checkSays,
  findingStands,
  neutralityHref,
  type RouterStory,
  type TrafficWindow,
} from "@/lib/reports";

type Range = Pick<TrafficWindow, "from" | "to">;
type Part = { key: string; label: string; value: number; color: string; margin?: number; bad?: boolean };

function parts(rise: Rise, breach: boolean): Part[] {
  return [
    { key: "mix", label: "mix", value: rise.mix, color: "var(--rule-2)" },
    { key: "earned", label: "earned", value: rise.earned, color: "var(--ink-2)" },
    {
      key: "beyond",
      label: "beyond expected",
      value: rise.beyond,
      color: breach ? "var(--breach)" : "var(--ink-3)",
      margin: rise.margin,
      bad: breach,
    },
  ];
}

/** What made the change, in points; what fell is said but not drawn. All bars of the page share one scale. */
function RiseBar({ rise, breach, scale }: { rise: Rise; breach: boolean; scale: number }) {
  const all = parts(rise, breach);
  return (
    <div className="rise">
      <div className="rise-bar" aria-hidden="true">
        {all
          .filter(({ value }) => value > 0)
          .map(({ key, value, color }) => (
            <i key={key} style={{ width: `${(value / scale) * 100}%`, background: color }} />
          ))}
      </div>
      <ul aria-label="Points by which the share changed">
        {all.map(({ key, label, value, margin, bad }) => (
          <li key={key}>
            {label} <b className={bad ? "bad" : undefined}>{formatPoints(value)}</b>
            {margin === undefined ? null : <span className="mute"> ± {formatNumber(margin * 100, 1)}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}

const drawn = (rise: Rise | null): number =>
  rise ? [rise.mix, rise.earned, rise.beyond].reduce((sum, part) => sum + Math.max(0, part), 0) : 0;

/** What the check says that asked the same before the data, and the findings that it opened. */
function CheckLine({
  check,
  counts,
  answer,
}: {
  check: CheckStanding;
  counts: RouterStory["counts"];
  /** Address of the answer that the story tells. */
  answer: string;
}) {
  const { verdict, day, id, findings } = check;
  return (
    <p className="mute">
      <Link href={`/promise/checks/${id}`}>The check, fixed before the data</Link>: {checkSays(verdict)} up to{" "}
      {formatDayMonth(day)}
      {findings.map((finding) => (
        <Fragment key={finding.code}>
          ; <Link href={`/promise/findings/${finding.code}`}>{finding.code}</Link> {findingStands(finding)}
        </Fragment>
      ))}
      {counts ? (
        <>
          . It counts {counts}. <Link href={answer}>Why the two differ</Link>
        </>
      ) : null}
    </p>
  );
}

/** The decisions of a router since its breach began. */
function decisionsHref({ router, chart }: RouterStory, { from, to }: Range, page: string): string {
  return `${page}?${new URLSearchParams({ from: chart.excess_from ?? from, to, router })}`;
}

/** The routers beside each other, on the same axis: a share chart cannot tell them apart, the verdicts do. */
export function RouterStories({
  stories,
  window,
  decisions,
}: {
  stories: readonly RouterStory[];
  window: Range;
  /** Address of what the reader may see of single decisions. */
  decisions: string;
}) {
  const scale = Math.max(0.01, ...stories.map(({ rise }) => drawn(rise)));
  return (
    <div className="three">
      {stories.map((story) => (
        <div key={story.router}>
          <h3>
            <span>
              <Link href={neutralityHref({ ...window, router: story.router })}>{story.router}</Link>{" "}
              {story.word ? <span className="soft font-text">{story.word}</span> : null}
            </span>
            <Verdict verdict={story.verdict} />
          </h3>
          <div className="why">
            <p>{story.sentence}</p>
            {story.check ? (
              <CheckLine
                check={story.check}
                counts={story.counts}
                answer={neutralityHref({ ...window, router: story.router })}
              />
            ) : null}
            {story.verdict === "breach" ? (
              <p>
                <Link className="inline-block py-0.5" href={decisionsHref(story, window, decisions)}>
                  What {story.router} decided
                </Link>
              </p>
            ) : null}
          </div>
          <div className="multiple">
            <TimeBandChart model={story.chart} compact />
            {story.rise ? (
              <RiseBar rise={story.rise} breach={story.verdict === "breach"} scale={scale} />
            ) : null}
          </div>
        </div>
      ))}
    </div>
  );
}
