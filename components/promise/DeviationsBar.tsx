"use client";

import { useRouter } from "next/navigation";
import { RangeWord } from "@/components/routing/RangeWord";
import { Chip, LinkButton, Select } from "@/components/ui";
import { capitalise } from "@/lib/kernel/format";
import type { NeutralityQuery } from "@/lib/neutrality";
import { deviationsFileHref, deviationsSearch, type NeutralityChange } from "@/lib/reports";
import type { TrafficDimensions } from "@/lib/routing";
import { filterWord, focusOptions, namedOptions, taskLabel } from "./question-words";

export type DeviationsBarProps = {
  query: NeutralityQuery;
  dimensions: TrafficDimensions;
  parties: readonly { key: string; name: string }[];
  /** Parts of the address that could not be read. */
  ignored: readonly string[];
  /** The place in the list is one that no list gave. */
  misplaced: boolean;
  /** Without deviations there is nothing to export. */
  exportable: boolean;
};

/** Whose decisions are listed, as a sentence whose underlined words change it. */
export function DeviationsBar(props: DeviationsBarProps) {
  const { query, dimensions, parties, ignored, misplaced, exportable } = props;
  const router = useRouter();
  const go = (change: NeutralityChange) => router.push(deviationsSearch(query, change), { scroll: false });
  const further = [
    { label: `region ${query.region || "not stated"}`, name: "region" as const },
    { label: `policy version ${query.policy_version || "not stated"}`, name: "policy_version" as const },
  ].filter(({ name }) => query[name] !== undefined);
  return (
    <div className="question">
      <p className="words">
        Decisions of{" "}
        <Select
          look="word"
          label="Router"
          options={namedOptions("any router", dimensions.routers, query.router, "the unnamed router")}
          {...filterWord("router", query, go)}
        />{" "}
        in{" "}
        <Select
          look="word"
          label="Task"
          options={namedOptions("any task", dimensions.tasks, query.task, "tasks without a name").map(
            taskLabel,
          )}
          {...filterWord("task", query, go)}
        />{" "}
        from <RangeWord range={query} dimensions={dimensions} onTake={({ from, to }) => go({ from, to })} />{" "}
        that went to{" "}
        <span className="nb">
          <Select
            look="word"
            label="Focus"
            value={query.focus}
            options={focusOptions(parties)}
            onChange={(focus) => go({ focus })}
          />
          ,
        </span>{" "}
        though the declared rule names others.
      </p>
      {ignored.length > 0 ? (
        <p className="note" role="status">
          {capitalise(ignored.join(", "))} in the address could not be read and{" "}
          {ignored.length === 1 ? "was" : "were"} left out.
        </p>
      ) : null}
      {misplaced ? (
        <p className="note" role="status">
          The place in the list could not be read; these are the newest.
        </p>
      ) : null}
      <div className="chips">
        {further.map(({ label, name }) => (
          <Chip key={name} label={label} remove_href={deviationsSearch(query, { [name]: null })} />
        ))}
        <span className="grow" />
        {exportable ? (
          <LinkButton size="small" href={deviationsFileHref(query)} download="">
            Export CSV
          </LinkButton>
        ) : null}
      </div>
    </div>
  );
}
