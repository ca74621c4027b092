import { Verdict, VerdictMark } from "@/components/ui";
import type { FindingVerdict, ResultVerdict } from "@/lib/commitments";
import { RESULT_WORDS } from "./strip-model";

/** A square crossed through: a run that could not be completed is no verdict, and does not look like one. */
const FailedMark = () => (
  <svg viewBox="0 0 24 24" className="mark failed" aria-hidden="true">
    <path d="M2.5 2.5h19v19h-19Z" fill="none" stroke="currentColor" strokeWidth="1.8" />
    <path d="M7.5 7.5l9 9M16.5 7.5l-9 9" stroke="currentColor" strokeWidth="1.9" />
  </svg>
);

/** Mark and word of a result: one of the five verdicts, or `failed`. */
export function ResultVerdictMark({ verdict }: { verdict: ResultVerdict }) {
  if (verdict !== "failed") return <Verdict verdict={verdict} />;
  return (
    <span className="v failed">
      <FailedMark />
      {RESULT_WORDS.failed}
    </span>
  );
}

/** The mark of a result alone, where its word stands beside it. */
export const ResultMarkAlone = ({ verdict }: { verdict: ResultVerdict }) =>
  verdict === "failed" ? <FailedMark /> : <VerdictMark verdict={verdict} />;

/** A clock face: a day that has passed, and nothing that was judged. */
const OverdueMark = () => (
  <svg viewBox="0 0 24 24" className="mark failed" aria-hidden="true">
    <circle cx="12" cy="12" r="9.5" fill="none" stroke="currentColor" strokeWidth="1.8" />
    <path d="M12 6.5V12l4 3" fill="none" stroke="currentColor" strokeWidth="1.9" />
  </svg>
);

/** Mark and word of a finding: of a result, or that a condition was not proven by its day. */
export function FindingVerdictMark({ verdict }: { verdict: FindingVerdict }) {
  if (verdict !== "overdue") return <ResultVerdictMark verdict={verdict} />;
  return (
    <span className="v failed">
      <OverdueMark />
      Overdue
    </span>
  );
}

/** The mark of a finding alone, where its word stands beside it. */
export const FindingMarkAlone = ({ verdict }: { verdict: FindingVerdict }) =>
  verdict === "overdue" ? <OverdueMark /> : <ResultMarkAlone verdict={verdict} />;

/** The latest word of a check, or that there is none. */
export function LatestVerdict({ verdict }: { verdict: ResultVerdict | null }) {
  return verdict === null ? (
    <span className="mute nb">no result yet</span>
  ) : (
    <ResultVerdictMark verdict={verdict} />
  );
}
