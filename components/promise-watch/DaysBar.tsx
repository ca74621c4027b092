import type { DaysByVerdict } from "@/lib/commitments";
import { formatNumber } from "@/lib/kernel/format";
import { daysParts, daysSentence } from "./days-words";
import { ResultVerdictMark } from "./ResultVerdictMark";

/** On how many days a promise was tested, and with which verdicts: a bar, its counts, and the same as a sentence. */
export function DaysBar({ days }: { days: DaysByVerdict }) {
  const parts = daysParts(days);
  if (parts.length === 0) return <p className="mute">{daysSentence(days)}</p>;
  return (
    <div className="days-bar">
      <p className="vh">{daysSentence(days)}</p>
      <div className="days-track" aria-hidden="true">
        {parts.map(({ verdict, days: n }) => (
          <i key={verdict} className={`d-${verdict.replace("_", "-")}`} style={{ flexGrow: n }} />
        ))}
      </div>
      <ul>
        {parts.map(({ verdict, days: n }) => (
          <li key={verdict}>
            <ResultVerdictMark verdict={verdict} /> <b>{formatNumber(n)}</b>
          </li>
        ))}
        <li className="mute">days; tested on {formatNumber(days.tested)}</li>
      </ul>
    </div>
  );
}
