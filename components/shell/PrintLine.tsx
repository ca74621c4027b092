"use client";

import { usePathname } from "next/navigation";
import { useEffect, useState } from "react";
import { flushSync } from "react-dom";
import { type Printed, printStyle } from "./print-style";

/** On paper alone, in the margin of each sheet: a printout has no address and no clock of its own. */
export function PrintLine() {
  const path = usePathname();
  const [line, setLine] = useState<Printed>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another path is another page, read at another time
  useEffect(() => {
    const read_ms = Date.now();
    const take = () => ({ address: window.location.href, read_ms, printed_ms: Date.now() });
    setLine(take());
    // The browser lays the sheets out right after it has told: the line has to be there by then.
    const onPrint = () => flushSync(() => setLine(take()));
    window.addEventListener("beforeprint", onPrint);
    return () => window.removeEventListener("beforeprint", onPrint);
  }, [path]);
  return line ? <style>{printStyle(line)}</style> : null;
}
