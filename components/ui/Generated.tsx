import type { ReactNode } from "react";

/** Stands beside every figure that rests on generated traffic. */
export function GeneratedMark() {
  return <span className="gen">generated</span>;
}

/** The dotted band under the top bar of a page whose figures rest on generated traffic; says what was made. */
export function GenLine({ children }: { children: ReactNode }) {
  return (
    <p className="genline">
      <GeneratedMark />
      <span>{children}</span>
    </p>
  );
}
