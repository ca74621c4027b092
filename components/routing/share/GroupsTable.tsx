import { Sparkline } from "@/components/chart";
import { SimpleTable, type TableColumn } from "@/components/table";
import { HueKey, Unknown } from "@/components/ui";
import { capitalise, formatCost, formatNumber, formatPercentNumber, formatPoints } from "@/lib/kernel/format";
import { BY_WORDS, groupLabel, type ShareBoard, type ShareGroup, type ShareQuery } from "@/lib/routing";

type Bounds = { lower: number | null; upper: number | null };

function Interval({ lower, upper }: Bounds) {
  if (lower === null || upper === null) return <Unknown>too few</Unknown>;
  return `${formatPercentNumber(lower)} to ${formatPercentNumber(upper)}`;
}

const millions = (tokens: number): string => formatNumber(tokens / 1e6, tokens < 1e7 ? 2 : 0);

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
        cell: (group) => <Interval {...group} />,
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
      cell: ({ own }) => (own ? <Interval {...own} /> : ""),
      sum: "",
    },
  ];
}

function courseColumns(board: ShareBoard, query: ShareQuery, coded: boolean): TableColumn<ShareGroup>[] {
  if (query.interval === "total") return [];
  const header = `${formatNumber(board.buckets.length)} ${query.interval}s`;
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
  const columns: TableColumn<ShareGroup>[] = [
    {
      id: "label",
      header: capitalise(BY_WORDS[query.by]),
      cell: (group) => {
        const label = groupLabel(group, groups, query.by);
        return coded ? <HueKey hue={group.hue}>{label}</HueKey> : label;
      },
      sum: "All",
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
      cell: ({ tokens }) => millions(tokens),
      sum: millions(total(groups, ({ tokens }) => tokens)),
    },
    {
      id: "cost",
      header: "Cost, USD",
      align: "right",
      cell: ({ cost_usd }) => formatCost(cost_usd),
      sum: formatCost(total(groups, ({ cost_usd }) => cost_usd)),
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
