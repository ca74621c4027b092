"use client";

import { type FormEvent, useId, useState } from "react";
import { Button, Popover } from "@/components/ui";
import { addDays, formatDay, parseInstant, startOfDay } from "@/lib/kernel/time";
import { rangeWords, type TrafficDimensions, wholeRange } from "@/lib/routing";

/** Days or times, half-open. */
export type Range = { from: string; to: string };

/** Ranges that people ask for, counted back from the last day of the traffic. */
function presets(dimensions: TrafficDimensions): { label: string; range: Range }[] {
  const whole = wholeRange(dimensions);
  const end_ms = addDays(startOfDay(dimensions.last_ms), 1);
  const back = (days: number): Range => ({ from: formatDay(addDays(end_ms, -days)), to: whole.to });
  const days = [7, 30, 90, 180].filter((n) => addDays(end_ms, -n) > dimensions.first_ms);
  return [
    { label: "All of the traffic", range: whole },
    ...days.map((n) => ({ label: `Its last ${n} days`, range: back(n) })),
  ];
}

const lastDay = (to: string): string => formatDay((parseInstant(to) ?? 0) - 1);
const dayAfter = (day: string): string => formatDay(addDays(parseInstant(day) ?? 0, 1));

/** The range as a word of the sentence; both days belong to it. */
export function RangeWord({
  range: shown,
  dimensions,
  onTake,
}: {
  range: Range;
  dimensions: TrafficDimensions;
  onTake: (range: Range) => void;
}) {
  const [open, setOpen] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const id = useId();
  const take = (range: Range) => {
    setOpen(false);
    onTake(range);
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [first, last] = [String(form.get("first")), String(form.get("last"))];
    const right = parseInstant(first) !== null && parseInstant(last) !== null && first <= last;
    setFault(right ? null : "The first day must not be after the last.");
    if (right) take({ from: first, to: dayAfter(last) });
  };
  const trigger = (
    <button type="button">
      <span className="vh">Range: </span>
      {rangeWords(shown)}
    </button>
  );
  return (
    <Popover label="Range" trigger={trigger} open={open} onOpenChange={setOpen}>
      <div className="grid gap-3 w-64">
        <ul className="grid">
          {presets(dimensions).map(({ label, range }) => (
            <li key={label}>
              <Button tone="text" onClick={() => take(range)}>
                {label}
              </Button>
            </li>
          ))}
        </ul>
        <form className="grid gap-3" onSubmit={submit}>
          <div className="fld">
            <label htmlFor={`${id}-first`}>First day</label>
            <input
              id={`${id}-first`}
              className="inp"
              type="date"
              name="first"
              required
              defaultValue={shown.from.slice(0, 10)}
            />
          </div>
          <div className="fld">
            <label htmlFor={`${id}-last`}>Last day</label>
            <input
              id={`${id}-last`}
              className="inp"
              type="date"
              name="last"
              required
              defaultValue={lastDay(shown.to)}
              aria-describedby={fault ? `${id}-fault` : undefined}
            />
            {fault ? (
              <p className="err" id={`${id}-fault`} role="alert">
                {fault}
              </p>
            ) : null}
          </div>
          <Button tone="primary" type="submit">
            Show this range
          </Button>
        </form>
      </div>
    </Popover>
  );
}
