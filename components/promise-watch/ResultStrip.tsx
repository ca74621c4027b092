"use client";

import { useRouter } from "next/navigation";
import { type KeyboardEvent, type PointerEvent, useState } from "react";
import type { ResultMark } from "@/lib/commitments";
import { StripTable } from "./StripTable";
import {
  type Every,
  layStrip,
  markWords,
  type StripRange,
  type StripSegment,
  stripSummary,
} from "./strip-model";
import { STRIP_HEIGHT, stripPaths, UNIT } from "./strip-paths";

export type ResultStripProps = {
  /** Whose results they are: the accessible name. */
  label: string;
  marks: readonly ResultMark[];
  range: StripRange;
  every: Every;
  /** Address of a result is this and its id; without it nothing can be opened. */
  results_href?: string;
  /** Without the table beneath: where the page has one of its own. */
  bare?: boolean;
  /** Said as long as no day is chosen; default: the strip in words. */
  hint?: string;
};

function Segment({ segment, chosen }: { segment: StripSegment; chosen: ResultMark | undefined }) {
  const width = segment.days * UNIT;
  const cell = chosen && segment.cells.find(({ mark }) => mark === chosen);
  return (
    <div
      className="strip-month"
      style={{ flexGrow: segment.days, "--days": segment.days } as React.CSSProperties}
    >
      <svg
        viewBox={`0 0 ${width} ${STRIP_HEIGHT}`}
        preserveAspectRatio="none"
        data-from={segment.key}
        aria-hidden="true"
      >
        <path className="s-base" d={`M0 24h${width}`} />
        {stripPaths(segment.cells).map(({ key, className, d }) => (
          <path key={key} className={className} d={d} />
        ))}
        {cell ? (
          <rect className="s-at" x={cell.at * UNIT} y={0.5} width={cell.span * UNIT} height={23} />
        ) : null}
      </svg>
      <span className="strip-label">{segment.label}</span>
    </div>
  );
}

const STEPS: Record<string, number> = {
  ArrowRight: 1,
  ArrowDown: 1,
  ArrowLeft: -1,
  ArrowUp: -1,
  PageDown: 30,
  PageUp: -30,
  Home: -Infinity,
  End: Infinity,
};

/** The mark under the pointer: the drawing is stretched, so the place is a part of the month. */
function markAt(event: PointerEvent, segments: readonly StripSegment[]): ResultMark | undefined {
  const svg = event.target instanceof Element ? event.target.closest<SVGElement>("svg[data-from]") : null;
  const segment = segments.find(({ key }) => key === svg?.dataset.from);
  if (!svg || !segment) return undefined;
  const box = svg.getBoundingClientRect();
  const day = Math.floor(((event.clientX - box.left) / Math.max(1, box.width)) * segment.days);
  return segment.cells.find(({ at, span }) => day >= at && day < at + span)?.mark;
}

/**
 * The results of a check, a mark a day: level bars where it was kept, a red block with the unequal sign where it was
 * broken, nothing where there is no result, a tick beneath where a day was run again. The pointer or the arrow keys
 * tell day and verdict; Enter opens the result.
 */
export function ResultStrip({
  label,
  marks,
  range,
  every,
  results_href,
  bare = false,
  hint,
}: ResultStripProps) {
  const router = useRouter();
  const [chosen, setChosen] = useState<ResultMark>();
  const segments = layStrip(marks, range, every);
  const shown = [...new Set(segments.flatMap(({ cells }) => cells.map(({ mark }) => mark)))];
  const summary = stripSummary(marks, range, every);
  const open = (mark: ResultMark | undefined) => {
    if (mark && results_href !== undefined) router.push(`${results_href}/${mark.id}`);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") setChosen(undefined);
    if (event.key === "Enter") open(chosen);
    const step = STEPS[event.key];
    if (step === undefined || shown.length === 0) return;
    event.preventDefault();
    const at = chosen ? shown.indexOf(chosen) : step > 0 ? -1 : shown.length;
    setChosen(shown[Math.min(shown.length - 1, Math.max(0, at + step))]);
  };
  if (segments.length === 0) return <p className="strip-said mute">{summary}</p>;
  return (
    <div className="verdict-strip">
      <div
        role="application"
        aria-label={`${label}. ${summary} Arrow keys move from result to result.`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys read the days, as in charts
        tabIndex={0}
        className={results_href === undefined ? "strip-months" : "strip-months opens"}
        onKeyDown={onKeyDown}
        onBlur={() => setChosen(undefined)}
        onPointerMove={(event) => setChosen(markAt(event, segments))}
        onPointerLeave={() => setChosen(undefined)}
        onClick={() => open(chosen)}
      >
        {segments.map((segment) => (
          <Segment key={segment.key} segment={segment} chosen={chosen} />
        ))}
      </div>
      <p className={hint === undefined ? "strip-said" : "strip-said hint"} role="status">
        {chosen ? <b>{markWords(chosen)}</b> : (hint ?? summary)}
      </p>
      {bare ? null : <StripTable label={label} marks={marks} />}
    </div>
  );
}
