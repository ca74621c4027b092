import Link from "next/link";
import { SimpleTable, type TableColumn } from "@/components/table";
import { HueKey, Unknown } from "@/components/ui";
import {
  formatDateTime,
  formatDigest,
  formatNumber,
  formatPercentNumber,
  formatRange,
  formatSigned,
} from "@/lib/kernel/format";
import { type Hue, type HueParty, partyHues } from "@/lib/kernel/hue";
import { ownChange, type PreflightOwner, type PreflightResult, type PreflightView } from "@/lib/neutrality";

type OwnerRow = PreflightOwner & { hue: Hue };

type Columns = Pick<PreflightResult, "compared_with">;

/** What happened, what the policy in force makes of it, and what this one does; without the second where it was not replayed. */
const countColumns = ({ compared_with }: Columns): TableColumn<Counted>[] => [
  { id: "now", header: "As it was", align: "right", cell: ({ now }) => formatNumber(now) },
  ...(compared_with === "past"
    ? []
    : [
        {
          id: "in_force",
          header: "Policy in force",
          align: "right" as const,
          cell: ({ in_force }: Counted) => formatNumber(in_force ?? 0),
        },
      ]),
  { id: "draft", header: "This policy", align: "right", cell: ({ draft }) => formatNumber(draft) },
  {
    id: "change",
    header: compared_with === "past" ? "Change from what was" : "Change",
    align: "right",
    cell: ({ change }) => formatSigned(change),
  },
];
type Counted = Pick<PreflightOwner, "now" | "in_force" | "draft" | "change">;

const ownerColumns = (result: Columns): TableColumn<OwnerRow>[] => [
  {
    id: "owner",
    header: "Owner of the chosen model",
    cell: ({ name, hue, first_party }) => <HueKey hue={hue}>{first_party ? "Our own models" : name}</HueKey>,
  },
  ...countColumns(result),
  {
    id: "now_share",
    header: "As it was, %",
    align: "right",
    cell: ({ now_share }) => formatPercentNumber(now_share),
  },
  ...(result.compared_with === "past"
    ? []
    : [
        {
          id: "in_force_share",
          header: "In force, %",
          align: "right" as const,
          cell: ({ in_force_share }: OwnerRow) => formatPercentNumber(in_force_share ?? 0),
        },
      ]),
  {
    id: "draft_share",
    header: "This policy, %",
    align: "right",
    cell: ({ draft_share }) => formatPercentNumber(draft_share),
  },
];

/** Who would have been chosen how often. */
export function PreflightOwners({
  result,
  parties,
}: {
  result: PreflightResult;
  parties: readonly HueParty[];
}) {
  const hues = partyHues(parties);
  return (
    <SimpleTable
      label="Decisions by owner, as they were and replayed"
      columns={ownerColumns(result)}
      rows={result.owners.map((row) => ({ ...row, hue: hues.get(row.owner) ?? "others" }))}
      row_key={({ owner }) => owner}
      row_tone={({ first_party }) => (first_party ? "we" : undefined)}
      tight
      cards={3}
    />
  );
}

type HitRow = PreflightResult["partners_hit"][number]["tasks"][number] & { owner: string; name: string };

/** "code completion", as everywhere else. */
const taskWords = (task: string): string => task.replaceAll(/[-_]+/g, " ");

const hitColumns = (result: Columns): TableColumn<HitRow>[] => [
  {
    id: "name",
    header: "Partner, task",
    cell: ({ name, task, other }) => (
      <>
        <b>{name}</b>, {task === null ? (other ? "other tasks" : "no task named") : taskWords(task)}
      </>
    ),
  },
  ...countColumns(result),
];

/** Which partners would lose decisions, and in which work. */
export function PartnersHit({ result }: { result: PreflightResult }) {
  const rows = result.partners_hit.flatMap(({ owner, name, tasks }) =>
    tasks.map((task) => ({ ...task, owner, name })),
  );
  if (rows.length === 0) return null;
  return (
    <SimpleTable
      label="Partners that would lose decisions, by task"
      columns={hitColumns(result)}
      rows={rows}
      row_key={({ owner, task, other }) => `${owner} ${other} ${task}`}
      tight
      cards={2}
    />
  );
}

type RunRow = PreflightView & { href: string; current: boolean; shown: boolean };

const RUNS: readonly TableColumn<RunRow>[] = [
  {
    id: "created_at",
    header: "When",
    cell: ({ created_at, href, shown }) =>
      shown ? <b>{formatDateTime(created_at)}</b> : <Link href={href}>{formatDateTime(created_at)}</Link>,
  },
  { id: "created_by", header: "By", cell: ({ created_by_label }) => created_by_label },
  { id: "window", header: "Decisions of", cell: ({ from, to }) => formatRange(from, to) },
  {
    id: "change",
    header: "Our share, points",
    align: "right",
    cell: ({ result }) => ownChange(result) ?? <Unknown>nothing replayed</Unknown>,
  },
  {
    id: "beside",
    header: "Compared with",
    cell: ({ result: { in_force } }) => in_force?.policy ?? "what happened",
  },
  {
    id: "content",
    header: "Content",
    cell: ({ content_hash, current }) => (
      <>
        <span className="mono">{formatDigest(content_hash)}</span>
        {current ? "" : ", an earlier one"}
      </>
    ),
  },
];

/** All runs of a policy, each with its address. */
export function PreflightRuns({
  items,
  content_hash,
  shown,
  policy,
}: {
  items: readonly PreflightView[];
  content_hash: string | null;
  /** The run on the page. */
  shown: string | null;
  policy: string;
}) {
  return (
    <SimpleTable
      label="Pre-flight runs"
      columns={RUNS}
      rows={items.map((run) => ({
        ...run,
        href: `/routing/policies/${encodeURIComponent(policy)}?preflight=${run.id}#preflight`,
        current: run.content_hash === content_hash,
        shown: run.id === shown,
      }))}
      row_key={({ id }) => id}
      tight
      cards={2}
    />
  );
}
