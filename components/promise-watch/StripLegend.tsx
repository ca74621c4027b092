import { GRAVEST_FIRST, type ResultMark } from "@/lib/commitments";
import { ResultVerdictMark } from "./ResultVerdictMark";

/** What the marks of strips mean, those that occur in them. `above`: once for several, before the first. */
export function StripLegend({ marks, above = false }: { marks: readonly ResultMark[]; above?: boolean }) {
  const verdicts = GRAVEST_FIRST.filter((verdict) => marks.some((mark) => mark.verdict === verdict));
  const again = marks.some(({ runs }) => runs > 1);
  if (verdicts.length === 0) return null;
  return (
    <ul className={above ? "strip-legend above" : "strip-legend"}>
      {verdicts.map((verdict) => (
        <li key={verdict}>
          <ResultVerdictMark verdict={verdict} />
        </li>
      ))}
      <li className="mute">nothing drawn: no result that day</li>
      {again ? <li className="mute">tick beneath: run again</li> : null}
    </ul>
  );
}
