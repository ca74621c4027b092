import Link from "next/link";
import { BarRows, LinesChart, StackedShareChart, TableTwin } from "@/components/chart";
import { EmptyState, GeneratedMark, PageEnd, Section } from "@/components/ui";
import { formatDateTime } from "@/lib/kernel/format";
import {
  BY_WORDS,
  changeWords,
  excludedFinding,
  exclusionModel,
  incompleteWords,
  pinnedWords,
  rangeWords,
  type ShareBoard,
  type ShareBoardData,
  type ShareView,
  shareBarsModel,
  shareFinding,
  shareLinesModel,
  shareSentence,
  stackedShareModel,
  type TrafficDimensions,
  unattributedWords,
} from "@/lib/routing";
import { GroupsTable } from "./GroupsTable";
import { ShareBar } from "./ShareBar";
import { ShareSentence } from "./ShareSentence";

export type ShareExplorerProps = {
  view: ShareView;
  dimensions: TrafficDimensions;
  data: ShareBoardData;
  board: ShareBoard;
  /** Whether the person may say whose an unknown model is. */
  may_name: boolean;
};

function ShareChart({ view, data, board }: Pick<ShareExplorerProps, "view" | "data" | "board">) {
  const input = { ...data, board, query: view.query };
  if (view.look === "table") {
    const model = view.query.interval === "total" ? shareBarsModel(input) : chartTableModel(input, view);
    return (
      <figure className="fig">
        <figcaption className="cap">
          <b>
            {model.title} <span className="unit">{model.unit}</span>
          </b>
          {model.generated ? <GeneratedMark /> : null}
        </figcaption>
        <TableTwin table={model.table} label={model.title} />
      </figure>
    );
  }
  if (view.query.interval === "total") return <BarRows model={shareBarsModel(input)} />;
  return view.look === "lines" ? (
    <LinesChart model={shareLinesModel(input)} />
  ) : (
    <StackedShareChart model={stackedShareModel(input)} />
  );
}

const chartTableModel = (input: Parameters<typeof shareLinesModel>[0], view: ShareView) =>
  view.query.by === "owner" || view.query.by === "model" ? stackedShareModel(input) : shareLinesModel(input);

function ChartText({ view, board }: Pick<ShareExplorerProps, "view" | "board">) {
  const hatched = incompleteWords(board, view.query.interval);
  return (
    <>
      <p>
        A share alone does not say why. The <Link href="/overview">overview</Link> compares it with what a
        neutral router would have done.
      </p>
      {hatched && view.look !== "table" ? <p className="soft">{hatched}</p> : null}
    </>
  );
}

function ExcludedText({ view, data, may_name }: Pick<ShareExplorerProps, "view" | "data" | "may_name">) {
  const pinned = pinnedWords(data.detail, data.answer, view.query.measure);
  const unattributed = unattributedWords(data.detail);
  return (
    <>
      {pinned ? <p>{pinned}</p> : null}
      {unattributed ? (
        <p>
          {unattributed}{" "}
          {may_name ? (
            <>
              <Link href="/routing/sources#names">
                Name {data.detail.unattributed.length === 1 ? "it" : "them"}
              </Link>
              ; the history follows.
            </>
          ) : null}
        </p>
      ) : null}
    </>
  );
}

function TableText({ view, board }: Pick<ShareExplorerProps, "view" | "board">) {
  const change = changeWords(board, view.query.interval);
  return <p>The interval is 99 % and allows for customers with tastes. {change}</p>;
}

/** Who gets the traffic that the routers route, over time and in total, with everything that is not in it. */
export function ShareExplorer({ view, dimensions, data, board, may_name }: ShareExplorerProps) {
  const { query } = view;
  const input = { ...data, board, query };
  return (
    <>
      <header className="head low">
        <div className="head-below">
          <h1 className="vh">{shareSentence(query, data.detail.generated)}</h1>
          <ShareSentence view={view} dimensions={dimensions} />
          <ShareBar view={view} dimensions={dimensions} />
        </div>
      </header>
      <Section
        number={1}
        title={shareFinding(board, data.answer, query, data.detail.generated)}
        text={<ChartText view={view} board={board} />}
      >
        {board.groups.length > 0 ? (
          <ShareChart view={view} data={data} board={board} />
        ) : (
          <EmptyState title="No routed decision in this view" level={3}>
            Take a filter off or choose a longer range.
          </EmptyState>
        )}
      </Section>
      <Section
        number={2}
        title={excludedFinding(data.answer, data.detail.generated)}
        text={<ExcludedText view={view} data={data} may_name={may_name} />}
      >
        <BarRows model={exclusionModel(input)} />
      </Section>
      {board.groups.length > 0 ? (
        <Section
          wide
          number={3}
          title={`By ${BY_WORDS[query.by]}`}
          text={<TableText view={view} board={board} />}
        >
          <GroupsTable board={board} query={query} />
        </Section>
      ) : null}
      <PageEnd
        items={[
          { key: "range", content: `${rangeWords(query)}, UTC` },
          { key: "last", content: `Last decision ${formatDateTime(dimensions.last_ms)}` },
          {
            key: "catalogue",
            content: (
              <>
                Catalogue <span className="mono">{data.detail.catalogue}</span>
              </>
            ),
          },
          { key: "same", content: "Table and chart hold the same numbers" },
        ]}
      />
    </>
  );
}
