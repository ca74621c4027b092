import type { TableFilter } from "@/components/table";
import { partyHues } from "@/lib/kernel/hue";
import {
  DECIDED_BY_WORDS,
  type DecisionsAnswer,
  type DecisionsQuery,
  type TrafficDimensions,
} from "@/lib/routing";
import { DecisionsHead } from "./DecisionsHead";
import { DecisionsTable } from "./DecisionsTable";

type Party = { key: string; name: string; ordinal: number; kinds: readonly string[]; first_party: boolean };

export type DecisionsPageProps = {
  query: DecisionsQuery;
  dimensions: TrafficDimensions;
  answer: DecisionsAnswer;
  parties: readonly Party[];
};

const plain = (values: readonly string[]) =>
  values.filter((value) => value !== "").map((value) => ({ value, label: value }));

/** Only filters that leave a choice. */
function filtersOf(dimensions: TrafficDimensions, parties: readonly Party[]): TableFilter[] {
  const owners = parties.map(({ key, name }) => ({ value: key, label: name }));
  const decided = Object.entries(DECIDED_BY_WORDS).map(([value, label]) => ({ value, label }));
  const arms = dimensions.arms.map((value) => ({ value, label: value.replace("_", "-") }));
  return [
    { id: "router", label: "Router", options: plain(dimensions.routers) },
    { id: "task", label: "Task", options: plain(dimensions.tasks) },
    { id: "owner", label: "Owner of the chosen model", options: owners },
    { id: "decided_by", label: "Decided by", options: decided },
    { id: "policy_version", label: "Policy version", options: plain(dimensions.policy_versions) },
    { id: "region", label: "Region", options: plain(dimensions.regions) },
    { id: "arm", label: "Arm", options: arms },
  ].filter(({ options }) => options.length > 1);
}

/** Single decisions as they were logged, with whose the chosen model is and whether the test counts them. */
export function DecisionsPage({ query, dimensions, answer, parties }: DecisionsPageProps) {
  const hues = partyHues(parties);
  const rows = answer.items.map((item) => ({
    ...item,
    hue: item.owner === null ? null : (hues.get(item.owner) ?? "others"),
  }));
  const { from, to } = query;
  return (
    <>
      <DecisionsHead range={{ from, to }} dimensions={dimensions} />
      <DecisionsTable
        rows={rows}
        next_cursor={answer.next_cursor}
        filters={filtersOf(dimensions, parties)}
        csv_href="/api/v1/routing/decisions/export"
      />
    </>
  );
}
