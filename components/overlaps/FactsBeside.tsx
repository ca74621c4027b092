import Link from "next/link";
import type { ReactNode } from "react";
import type { OverlapView } from "@/lib/register";
import { overlapHref } from "./hrefs";
import { pointsTitle } from "./words";

/** The facts of an overlap in words, and what is not known of it, for pages that are not its own. */
export function FactList({ overlap }: { overlap: OverlapView }) {
  const unknown = overlap.factors.filter(({ points }) => points === null);
  return (
    <>
      <ol className="path-facts">
        {overlap.path.map(({ no, sentence, visibility }) => (
          <li key={no}>
            <span className="k">{no}</span>
            <span>
              {sentence}
              {visibility === "confidential" ? <small className="mute"> confidential</small> : null}
            </span>
          </li>
        ))}
      </ol>
      <p className="note">
        Severity {overlap.severity}: {pointsTitle(overlap)}
      </p>
      {unknown.map(({ key, label, known }) => (
        <p key={key} className="note">
          {label}: {known}
        </p>
      ))}
      <p className="note">
        <Link href={overlapHref.detail(overlap.key)}>The facts with their sources</Link>
      </p>
    </>
  );
}

/** A form about an overlap with what it is judged from beside it. */
export function FactsBeside({ overlap, children }: { overlap: OverlapView; children: ReactNode }) {
  return (
    <div className="form-beside">
      {children}
      <aside aria-label="Facts">
        <h2 className="sub-head">What it rests on</h2>
        <FactList overlap={overlap} />
      </aside>
    </div>
  );
}
