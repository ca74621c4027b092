import type { DaysByVerdict } from "@/lib/commitments";
import { formatNumber } from "@/lib/kernel/format";
import { type DaysUnit, daysParts, daysSentence } from "./days-words";
import { ResultVerdictMark } from "./ResultVerdictMark";

/** On how many days a promise was tested, and with which verdicts: a bar, its counts, and the same as a sentence. */
export function DaysBar({ days, unit = "day" }: { days: DaysByVerdict; unit?: DaysUnit }) {
  const parts = daysParts(days);
  if (parts.length === 0) return <p className="mute">{daysSentence(days, unit)}</p>;
  return (
    <div className="days-bar">
      <p className="vh">{daysSentence(days, unit)}</p>
      <div className="days-track" aria-hidden="true">
        {parts
          .filter(({ days: n }) => n > 0)
          .map(({ verdict, days: n }) => (
            <i key={verdict} className={`d-${verdict.replace("_", "-")}`} style={{ flexGrow: n }} />
          ))}
      </div>
      <ul>
        {parts.map(({ verdict, days: n }) => (
          <li key={verdict}>
            <ResultVerdictMark verdict={verdict} /> <b>{formatNumber(n)}</b>
          </li>
        ))}
        <li className="mute">
          {unit}s; tested on {formatNumber(days.tested)}
        </li>
      </ul>
    </div>
  );
}
