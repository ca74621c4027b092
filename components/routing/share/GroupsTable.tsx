import { Sparkline } from "@/components/chart";
import { SimpleTable, type TableColumn } from "@/components/table";
import { HueKey, Unknown } from "@/components/ui";
import { capitalise, formatNumber, formatPercentNumber, formatPoints } from "@/lib/kernel/format";
import {
  BY_PLURALS,
  BY_WORDS,
  groupLabel,
  type ShareBoard,
  type ShareGroup,
  type ShareQuery,
} from "@/lib/routing";

type Bounds = { lower: number | null; upper: number | null };

function Interval({ lower, upper }: Bounds) {
  if (lower === null || upper === null) return <Unknown>too few</Unknown>;
  return `${formatPercentNumber(lower)} to ${formatPercentNumber(upper)}`;
}

const millions = (groups: readonly ShareGroup[]) => {
  const digits = total(groups, ({ tokens }) => tokens) >= 1e8 ? 0 : 2;
  return (tokens: number): string => formatNumber(tokens / 1e6, digits);
};

/** One precision a column: cents only where the whole is small. */
const costs = (groups: readonly ShareGroup[]) => {
  const digits = total(groups, ({ cost_usd }) => cost_usd) >= 100 ? 0 : 2;
  return (usd: number): string => formatNumber(usd, digits);
};

const total = (groups: readonly ShareGroup[], pick: (group: ShareGroup) => number): number =>
  groups.reduce((sum, group) => sum + pick(group), 0);

function shareColumns(groups: readonly ShareGroup[], coded: boolean): TableColumn<ShareGroup>[] {
  const share: TableColumn<ShareGroup> = {
    id: "share",
    header: "Share, %",
    align: "right",
    cell: (group) => formatPercentNumber(group.share),
    sum: groups.length > 0 ? formatPercentNumber(1) : null,
  };
  if (coded)
    return [
      share,
      {
        id: "interval",
        header: "Interval, %",
        align: "right",
        cell: (group) => <Interval lower={group.lower} upper={group.upper} />,
        sum: "",
      },
    ];
  return [
    share,
    {
      id: "own",
      header: "Our own, %",
      align: "right",
      cell: ({ own }) => (own ? formatPercentNumber(own.share) : ""),
      sum: "",
    },
    {
      id: "own_interval",
      header: "Its interval, %",
      align: "right",
      cell: ({ own }) => (own ? <Interval lower={own.lower} upper={own.upper} /> : ""),
      sum: "",
    },
  ];
}

/** All courses on one scale: a step of a point is as high in every row. */
function widest(groups: readonly ShareGroup[]): number {
  const spans = groups.map(({ course }) => {
    const known = course.filter((value) => value !== null);
    return known.length > 0 ? Math.max(...known) - Math.min(...known) : 0;
  });
  return Math.max(0, ...spans);
}

function courseColumns(board: ShareBoard, query: ShareQuery, coded: boolean): TableColumn<ShareGroup>[] {
  if (query.interval === "total") return [];
  const header = `${formatNumber(board.buckets.length)} ${query.interval}s`;
  const span = widest(board.groups);
  return [
    {
      id: "change",
      header: "Change, points",
      align: "right",
      cell: ({ change }) => (change === null ? <Unknown>too short</Unknown> : formatPoints(change)),
      sum: "",
    },
    {
      id: "course",
      header,
      cell: (group) => (
        <Sparkline
          values={group.course}
          hue={coded ? group.hue : "own"}
          span={span}
          label={`${group.label}: ${coded ? "share" : "our own share"} over ${header}`}
        />
      ),
      sum: "",
    },
  ];
}

/** A row for each owner, model, task …; figures of the whole range. */
export function GroupsTable({ board, query }: { board: ShareBoard; query: ShareQuery }) {
  const { groups } = board;
  const coded = query.by === "owner" || query.by === "model";
  const tokens_m = millions(groups);
  const cost = costs(groups);
  const columns: TableColumn<ShareGroup>[] = [
    {
      id: "label",
      header: capitalise(BY_WORDS[query.by]),
      cell: (group) => {
        const label = groupLabel(group, groups, query.by);
        return coded ? <HueKey hue={group.hue}>{label}</HueKey> : label;
      },
      sum: `All ${BY_PLURALS[query.by]}`,
    },
    {
      id: "decisions",
      header: "Decisions",
      align: "right",
      cell: ({ decisions }) => formatNumber(decisions),
      sum: formatNumber(total(groups, ({ decisions }) => decisions)),
    },
    ...shareColumns(groups, coded),
    ...courseColumns(board, query, coded),
    {
      id: "tokens",
      header: "Tokens, m",
      align: "right",
      cell: ({ tokens }) => tokens_m(tokens),
      sum: tokens_m(total(groups, ({ tokens }) => tokens)),
    },
    {
      id: "cost",
      header: "Cost, USD",
      align: "right",
      cell: ({ cost_usd }) => cost(cost_usd),
      sum: cost(total(groups, ({ cost_usd }) => cost_usd)),
    },
  ];
  return (
    <SimpleTable
      label={`By ${BY_WORDS[query.by]}`}
      columns={columns}
      rows={groups}
      row_key={({ key }) => `=${key}`}
      row_tone={(group) => (group.first_party ? "we" : undefined)}
      tight
      cards={3}
    />
  );
}
