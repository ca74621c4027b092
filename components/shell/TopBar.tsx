"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { Fragment, lazy, Suspense, useEffect, useState } from "react";
import { Bell } from "@/components/notifications/Bell";
import { Brand } from "./Brand";
import { type DisplayChoice, DisplayMenu } from "./DisplayMenu";
import { crumbsFor, type NavSection } from "./navigation";
import { type NavCounts, SideNav } from "./SideNav";

const loadPalette = () => import("./CommandPalette");
const CommandPalette = lazy(loadPalette);

function Crumbs({ sections, pathname }: { sections: readonly NavSection[]; pathname: string }) {
  const crumbs = crumbsFor(sections, pathname);
  return (
    <nav className="crumb" aria-label="Where you are">
      {crumbs.map((crumb, place) => (
        <Fragment key={`${crumb.href ?? ""} ${crumb.label}`}>
          {place > 0 ? " / " : null}
          {crumb.href ? (
            <Link href={crumb.href}>{crumb.label}</Link>
          ) : (
            <b
              className={crumb.mono ? "mono" : undefined}
              aria-current={place === crumbs.length - 1 ? "page" : undefined}
            >
              {crumb.label}
            </b>
          )}
        </Fragment>
      ))}
    </nav>
  );
}

/** Breadcrumb, search, display; at 390 px brand and menu. Ctrl/Cmd-K opens the search from anywhere. */
export function TopBar({
  sections,
  counts,
  display,
  can_search,
  may_define,
  unread,
}: {
  sections: readonly NavSection[];
  counts: NavCounts;
  display: DisplayChoice;
  can_search: boolean;
  may_define: boolean;
  /** Notifications that are not read. */
  unread: number;
}) {
  const pathname = usePathname();
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      setOpen((now) => !now);
    };
    window.addEventListener("keydown", onKey);
    // Fetched before it is asked for: what is typed right after Ctrl-K would go to the page beneath.
    void loadPalette();
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  const palette = open ? (
    <Suspense fallback={null}>
      <CommandPalette
        sections={sections}
        can_search={can_search}
        may_define={may_define}
        onClose={() => setOpen(false)}
      />
    </Suspense>
  ) : null;
  return (
    <header className="bar">
      <Brand />
      <Crumbs sections={sections} pathname={pathname} />
      <button className="search" type="button" onClick={() => setOpen(true)} aria-haspopup="dialog">
        <span>Search or act</span>
        <kbd>Ctrl K</kbd>
      </button>
      <Bell unread={unread} />
      <DisplayMenu initial={display} />
      <details className="menu" key={pathname}>
        <summary className="btn">Menu</summary>
        <div className="menu-panel">
          <button type="button" className="opt-row" onClick={() => setOpen(true)}>
            Search or act
          </button>
          <SideNav sections={sections} counts={counts} />
          <Link className="opt-row" href="/settings/account">
            Your account
          </Link>
        </div>
      </details>
      {palette}
    </header>
  );
}
