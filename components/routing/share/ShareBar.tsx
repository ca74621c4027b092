"use client";

import { useRouter } from "next/navigation";
import { Button, Chip, Menu, Segmented, Select, useToast } from "@/components/ui";
import {
  type ShareChange,
  type ShareLook,
  type ShareView,
  shareApiSearch,
  shareSearch,
  type TrafficDimensions,
} from "@/lib/routing";

const LOOKS: { value: ShareLook; label: string }[] = [
  { value: "stacked", label: "Stacked" },
  { value: "lines", label: "Lines" },
  { value: "table", label: "Table" },
];

type Filter = { label: string; change: ShareChange };

/** Filters beyond the sentence, those that are on. Only production traffic is the rule, and said. */
function activeFilters({ query }: ShareView): Filter[] {
  const filters: Filter[] = [];
  if (query.region !== undefined)
    filters.push({ label: `region ${query.region || "not stated"}`, change: { region: null } });
  if (query.policy_version !== undefined)
    filters.push({
      label: `policy version ${query.policy_version || "not stated"}`,
      change: { policy_version: null },
    });
  if (query.arm === "owner_blind") filters.push({ label: "owner-blind arm", change: { arm: null } });
  return filters;
}

function possibleFilters({ query }: ShareView, dimensions: TrafficDimensions) {
  const of = (name: "region" | "policy_version", words: string, given: readonly string[]) =>
    given
      .filter((value) => value !== query[name])
      .map((value) => ({ value: `${name}=${value}`, label: `${words} ${value || "not stated"}` }));
  return [
    ...of("policy_version", "policy version", dimensions.policy_versions),
    ...of("region", "region", dimensions.regions),
    ...(dimensions.arms.includes("owner_blind") && query.arm === "production"
      ? [{ value: "arm=owner_blind", label: "owner-blind arm instead" }]
      : []),
  ];
}

/** Further filters as chips; how it is shown; the link and the files of exactly this view. */
export function ShareBar({ view, dimensions }: { view: ShareView; dimensions: TrafficDimensions }) {
  const router = useRouter();
  const say = useToast();
  const possible = possibleFilters(view, dimensions);
  const add = (choice: string) => {
    const at = choice.indexOf("=");
    router.push(shareSearch(view, { [choice.slice(0, at)]: choice.slice(at + 1) }), { scroll: false });
  };
  const copy = async () => {
    const link = new URL(shareSearch(view), window.location.href).href;
    await navigator.clipboard.writeText(link).then(
      () => say("The link to this view is copied."),
      () => say("This browser did not allow copying."),
    );
  };
  const looks = view.query.interval === "total" ? LOOKS.filter(({ value }) => value !== "lines") : LOOKS;
  const look = view.query.interval === "total" && view.look === "lines" ? "stacked" : view.look;
  const labelled = looks.map((each) =>
    view.query.interval === "total" && each.value === "stacked" ? { ...each, label: "Bars" } : each,
  );
  return (
    <div className="chips">
      <span>Also only</span>
      {view.query.arm === "production" ? <Chip label="production traffic" /> : null}
      {activeFilters(view).map(({ label, change }) => (
        <Chip key={label} label={label} remove_href={shareSearch(view, change)} />
      ))}
      {possible.length > 0 ? (
        <Select label="Add a filter" value="" options={possible} onChange={add}>
          Add a filter
        </Select>
      ) : null}
      <span className="grow" />
      <Segmented
        label="Show"
        value={look}
        options={labelled.map((each) => ({ ...each, href: shareSearch(view, { look: each.value }) }))}
      />
      <Button onClick={copy}>Copy link</Button>
      <Menu
        label="Export"
        trigger={<Button caret>Export</Button>}
        items={[
          {
            key: "csv",
            label: "CSV",
            note: "the rows of this view",
            href: `/api/v1/routing/share/export${shareApiSearch(view.query)}`,
            download: true,
          },
          {
            key: "json",
            label: "JSON",
            note: "as the machine interface answers",
            href: `/api/v1/routing/share${shareApiSearch(view.query)}`,
          },
        ]}
      />
    </div>
  );
}
