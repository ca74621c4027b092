import type { ReactNode } from "react";
import type { Hue } from "@/lib/kernel/hue";

/** A party with its own hue in front: the key of a chart or the first cell of a row. */
export function HueKey({ hue, children }: { hue: Hue; children: ReactNode }) {
  return (
    <span className="key">
      <i style={{ background: `var(--${hue})` }} />
      {children}
    </span>
  );
}
