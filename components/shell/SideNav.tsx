"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { formatNumber } from "@/lib/kernel/format";
import { isWithin, type NavCount, type NavSection, pageAt } from "./navigation";

export type NavCounts = Partial<Record<NavCount, number>>;

/** Words, no icons. The pages of a section show while one of them is open. */
export function SideNav({ sections, counts }: { sections: readonly NavSection[]; counts: NavCounts }) {
  const pathname = usePathname();
  return (
    <nav className="nav" aria-label="Main">
      {sections.map((section) => {
        const page = pageAt(section, pathname);
        const open = page !== undefined || isWithin(pathname, section.href);
        const own = section.pages.length === 0;
        const count = section.count ? counts[section.count] : undefined;
        return (
          <div key={section.label}>
            <Link href={section.href} aria-current={open ? (own ? "page" : "true") : undefined}>
              {section.label}
              {count === undefined ? null : <span className="n">{formatNumber(count)}</span>}
            </Link>
            {open && !own ? (
              <div className="sub">
                {section.pages.map((each) => (
                  <Link key={each.href} href={each.href} aria-current={each === page ? "page" : undefined}>
                    {each.label}
                    {each.count && counts[each.count] ? (
                      <span className="n">{formatNumber(counts[each.count] ?? 0)}</span>
                    ) : null}
                  </Link>
                ))}
              </div>
            ) : null}
          </div>
        );
      })}
    </nav>
  );
}
