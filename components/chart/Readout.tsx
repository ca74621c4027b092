import type { ReactNode } from "react";

export type ReadoutLine = { key: string; label: string; value: string; color?: string };

/** Exact values where the cursor stands; readers hear it when the arrow keys move. */
export function Readout({
  title,
  lines,
  note,
}: {
  title: string;
  lines: readonly ReadoutLine[];
  note?: ReactNode;
}) {
  return (
    <div className="readout" role="status">
      <b>{title}</b>
      <dl>
        {lines.map((line) => (
          <div key={line.key}>
            <dt>
              {line.color ? <i style={{ background: line.color }} /> : null}
              {line.label}
            </dt>
            <dd>{line.value}</dd>
          </div>
        ))}
      </dl>
      {note ? <p>{note}</p> : null}
    </div>
  );
}
