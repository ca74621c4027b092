"use client";

import { type ReactNode, useEffect, useRef, useState } from "react";

/**
 * Around a table: scrolls sideways only where it must, then says so and takes the focus. As long as the table fits,
 * nothing clips it, so that its head can stick to the window.
 */
export function ScrollArea({ label, children }: { label: string; children: ReactNode }) {
  const area = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<"unmeasured" | "fits" | "scrolls">("unmeasured");
  useEffect(() => {
    const element = area.current;
    const content = element?.firstElementChild;
    if (!element || !content) return;
    const measure = () => setState(content.scrollWidth > element.clientWidth + 1 ? "scrolls" : "fits");
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    observer.observe(content);
    return () => observer.disconnect();
  }, []);
  const scrolls = state === "scrolls";
  return (
    <>
      {scrolls ? <p className="scroll-note">Scrolls sideways.</p> : null}
      <section
        ref={area}
        className={`scroll ${state}`}
        aria-label={scrolls ? `${label}, scrolls sideways` : label}
        {...(scrolls ? { tabIndex: 0 } : {})}
      >
        {children}
      </section>
    </>
  );
}
