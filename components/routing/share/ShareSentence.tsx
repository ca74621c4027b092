"use client";

import { useRouter } from "next/navigation";
import { Select, type SelectOption } from "@/components/ui";
import {
  BY_WORDS,
  INTERVAL_WORDS,
  MEASURE_WORDS,
  naturalInterval,
  type ShareChange,
  type ShareView,
  shareSearch,
  type TrafficDimensions,
} from "@/lib/routing";
import { type Range, RangeWord } from "../RangeWord";

const ANY = "any";
const ofWords = (words: Record<string, string>): SelectOption[] =>
  Object.entries(words).map(([value, label]) => ({ value, label }));

const values = (label: string, given: readonly string[], unnamed: string): SelectOption[] => [
  { value: ANY, label },
  ...given.map((value) => ({ value: `=${value}`, label: value || unnamed })),
];

/** The query as a sentence; each underlined word changes it. Its address is the view. */
export function ShareSentence({ view, dimensions }: { view: ShareView; dimensions: TrafficDimensions }) {
  const router = useRouter();
  const { query } = view;
  const go = (change: ShareChange) => router.push(shareSearch(view, change), { scroll: false });
  const take = ({ from, to }: Range) =>
    go({ from, to, interval: query.interval === "total" ? "total" : naturalInterval(from, to) });
  const filter = (name: "router" | "task") => ({
    value: query[name] === undefined ? ANY : `=${query[name]}`,
    onChange: (value: string) => go({ [name]: value === ANY ? null : value.slice(1) }),
  });
  return (
    <p className="words">
      Share of {dimensions.generated ? "simulated " : ""}
      <Select
        look="word"
        label="Measure"
        value={query.measure}
        options={ofWords(MEASURE_WORDS)}
        onChange={(measure) => go({ measure })}
      />{" "}
      that{" "}
      <Select
        look="word"
        label="Router"
        options={values("all routers", dimensions.routers, "unnamed routers")}
        {...filter("router")}
      />{" "}
      made for{" "}
      <Select
        look="word"
        label="Task"
        options={values("any task", dimensions.tasks, "unstated tasks")}
        {...filter("task")}
      />{" "}
      from <RangeWord range={query} dimensions={dimensions} onTake={take} />, by{" "}
      <Select
        look="word"
        label="Group by"
        value={query.by}
        options={ofWords(BY_WORDS)}
        onChange={(by) => go({ by })}
      />
      {query.interval === "total" ? ", " : ", each "}
      <Select
        look="word"
        label="Interval"
        value={query.interval}
        options={ofWords(INTERVAL_WORDS)}
        onChange={(interval) => go({ interval })}
      />
      .
    </p>
  );
}
