"use client";

import { useEffect } from "react";
import { markUnsaved, mayLeave } from "./unsaved";

/**
 * While `active`, asks before the page is left: by a link, by closing or reloading, by Back and Forward (see
 * `guardHistory`), and by whatever asks `mayLeave`.
 */
export function useUnsavedGuard(active: boolean): void {
  useEffect(() => {
    if (!active) return;
    const forget = markUnsaved();
    const onBeforeUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
      if (!(link instanceof HTMLAnchorElement) || link.target === "_blank" || link.hash !== "") return;
      // A download leaves the page where it is.
      if (link.hasAttribute("download")) return;
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (!mayLeave()) {
        event.preventDefault();
        event.stopPropagation();
      }
    };
    window.addEventListener("beforeunload", onBeforeUnload);
    document.addEventListener("click", onClick, true);
    return () => {
      forget();
      window.removeEventListener("beforeunload", onBeforeUnload);
      document.removeEventListener("click", onClick, true);
    };
  }, [active]);
}
