import type { ReactNode } from "react";
import { PageHeader, Segmented } from "@/components/ui";
import type { OverlapMap, SavedViewView, WorkList } from "@/lib/register";
import { queueLead } from "../words";
import type { Assignable } from "./AssignBar";
import { type BoardColumnProps, BoardView } from "./BoardView";
import type { QueueOptions } from "./filters";
import { MapView } from "./MapView";
import { MineSection } from "./MineSection";
import { OverlapsTable, type OverlapsTableProps } from "./OverlapsTable";
import { QueueBar } from "./QueueBar";
import { QUEUE_VIEWS, type QueueView, queueHref } from "./queue-words";
import { SavedViews } from "./SavedViews";

type Params = Record<string, string | string[] | undefined>;
type Sums = Parameters<typeof queueLead>[0];

export type QueuePageProps = {
  params: Params;
  now_ms: number;
  facts: Sums & QueueOptions;
  /** Null: a reader who is asked for nothing. */
  work: WorkList | null;
  views: readonly SavedViewView[];
  content:
    | { view: "table"; list: Pick<OverlapsTableProps, "rows" | "next_cursor" | "total"> }
    | { view: "board"; columns: readonly BoardColumnProps[] }
    | { view: "map"; map: OverlapMap };
  people: Assignable;
  empty: ReactNode;
};

const LABELS: Record<QueueView, string> = { table: "Table", board: "Board", map: "Map" };

function Mine({ work, params }: { work: WorkList; params: Params }) {
  const next_href =
    work.next_cursor === null ? null : queueHref(params, { mine: "all", mine_from: work.next_cursor });
  return (
    <MineSection
      work={work}
      whole={params.mine === "all"}
      all_href={queueHref(params, { mine: "all", mine_from: null })}
      less_href={queueHref(params, { mine: null, mine_from: null })}
      next_href={next_href}
    />
  );
}

/** What waits for the reader, then the queue as a table, a board or a map, under the filters of its address. */
export function QueuePage({ params, now_ms, facts, work, views, content, people, empty }: QueuePageProps) {
  const today = new Date(now_ms).toISOString().slice(0, 10);
  return (
    <>
      <PageHeader title="Overlaps" lead={queueLead(facts, now_ms)} />
      {work ? <Mine work={work} params={params} /> : null}
      <div className="queue-views">
        <h2>{work ? "All overlaps" : "The queue"}</h2>
        <Segmented
          label="View"
          value={content.view}
          options={QUEUE_VIEWS.map((view) => ({
            value: view,
            label: LABELS[view],
            href: queueHref(params, { view: view === "table" ? null : view }),
          }))}
        />
        <span className="grow" />
        <SavedViews views={views} />
      </div>
      {content.view === "table" ? (
        <OverlapsTable
          {...content.list}
          options={facts}
          any_status={params.status !== undefined}
          today={today}
          people={people}
          empty={empty}
        />
      ) : (
        <>
          <QueueBar options={facts} />
          {content.view === "board" ? (
            <BoardView columns={content.columns} params={params} today={today} />
          ) : (
            <MapView map={content.map} params={params} />
          )}
        </>
      )}
    </>
  );
}
