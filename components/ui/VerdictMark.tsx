import type { ReactNode } from "react";

export type VerdictKind = "kept" | "watch" | "breach" | "inconclusive" | "no_data";

export const VERDICT_WORDS: Record<VerdictKind, string> = {
  kept: "Kept",
  watch: "Watch",
  breach: "Breach",
  inconclusive: "Inconclusive",
  no_data: "No data",
};

// Variations on the equals sign, on a grid of 24 units.
const SHAPES: Record<VerdictKind, ReactNode> = {
  kept: (
    <>
      <circle cx="12" cy="12" r="11" fill="currentColor" />
      <path d="M6.8 9.4h10.4M6.8 14.6h10.4" stroke="var(--paper)" strokeWidth="2.2" />
    </>
  ),
  watch: (
    <>
      <path
        d="M12 1.4 22.6 12 12 22.6 1.4 12Z"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinejoin="round"
      />
      <path d="M7.4 11.2l8.6-3M8 15.8l8.6-3" stroke="currentColor" strokeWidth="2.1" />
    </>
  ),
  breach: (
    <>
      <path d="M7 1h10l6 6v10l-6 6H7l-6-6V7Z" fill="currentColor" />
      <path d="M6.4 9.4h11.2M6.4 14.6h11.2M15.2 5.6 8.8 18.4" stroke="var(--paper)" strokeWidth="2.2" />
    </>
  ),
  inconclusive: (
    <>
      <circle cx="12" cy="12" r="10.2" fill="none" stroke="currentColor" strokeWidth="1.8" />
      <path
        d="M6.6 10.2c1.8-2 3.6-2 5.4-.6s3.6 1.4 5.4-.6M6.6 15.2c1.8-2 3.6-2 5.4-.6s3.6 1.4 5.4-.6"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.9"
      />
    </>
  ),
  no_data: (
    <>
      <circle
        cx="12"
        cy="12"
        r="10.2"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.8"
        strokeDasharray="2.6 3.1"
      />
      <path d="M8.5 12h7" stroke="currentColor" strokeWidth="2" />
    </>
  ),
};

const className = (verdict: VerdictKind) => verdict.replace("_", "-");

/** The mark alone, for use beside a sentence that says the verdict; else take Verdict. */
export function VerdictMark({ verdict }: { verdict: VerdictKind }) {
  return (
    <svg viewBox="0 0 24 24" className={`mark ${className(verdict)}`} aria-hidden="true">
      {SHAPES[verdict]}
    </svg>
  );
}

/** Mark and word: a verdict is never a colour or a shape alone. */
export function Verdict({ verdict }: { verdict: VerdictKind }) {
  return (
    <span className={`v ${className(verdict)}`}>
      <VerdictMark verdict={verdict} />
      {VERDICT_WORDS[verdict]}
    </span>
  );
}
