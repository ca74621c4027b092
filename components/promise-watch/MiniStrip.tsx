import type { Day, ResultMark } from "@/lib/commitments";
import { type Every, layStrip, stripRange, stripSummary } from "./strip-model";
import { STRIP_HEIGHT, stripPaths, UNIT } from "./strip-paths";

/** The last two months of a check in a table's cell, for their shape; the page of the check has them all. */
export function MiniStrip({
  marks,
  first_day,
  today,
  every = "day",
}: {
  marks: readonly ResultMark[];
  first_day: Day;
  today: Day;
  every?: Every;
}) {
  const range = stripRange({ first_day, strip: marks }, today, 2);
  const segments = layStrip(marks, range, every);
  if (marks.length === 0 || segments.length === 0) return <span className="mute">none yet</span>;
  return (
    <span className="mini-strip" role="img" aria-label={stripSummary(marks, range, every)}>
      {segments.map((segment) => {
        const width = segment.days * UNIT;
        return (
          <span key={segment.key} className="strip-month" style={{ width: segment.days * 2.5 }}>
            <svg viewBox={`0 0 ${width} ${STRIP_HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
              <path className="s-base" d={`M0 24h${width}`} />
              {stripPaths(segment.cells).map(({ key, className, d }) => (
                <path key={key} className={className} d={d} />
              ))}
            </svg>
          </span>
        );
      })}
    </span>
  );
}
