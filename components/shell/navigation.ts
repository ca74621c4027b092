import { type Permission, ROLE_PERMISSIONS, type Role } from "@/lib/access";

/** Counts that mean something without a unit beside them: overlaps and findings that are open. */
export type NavCount = "overlaps" | "findings";
export type NavPage = { label: string; href: string; needs: readonly Permission[]; count?: NavCount };
export type NavSection = {
  label: string;
  /** Where the section begins: its own page, or its first that the role may open. */
  href: string;
  pages: readonly NavPage[];
  count?: NavCount;
};

const READ: readonly Permission[] = ["register:read"];
const ROUTING: readonly Permission[] = ["routing:read"];
const PROMISE: readonly Permission[] = ["promise:read"];
const PEOPLE: readonly Permission[] = ["people:manage"];

const SECTIONS: readonly (NavSection & { needs?: readonly Permission[] })[] = [
  { label: "Overview", href: "/overview", pages: [], needs: ROUTING },
  {
    label: "Overlaps",
    href: "/overlaps",
    count: "overlaps",
    pages: [
      { label: "Queue", href: "/overlaps", needs: ["overlap:read"] },
      { label: "Conditions", href: "/overlaps/conditions", needs: ["overlap:read"] },
      { label: "Delegations", href: "/overlaps/delegations", needs: ["review:decide", "audit:read"] },
    ],
  },
  {
    label: "Register",
    href: "/register",
    pages: [
      { label: "Partners", href: "/register/partners", needs: READ },
      { label: "Investments", href: "/register/investments", needs: READ },
      { label: "Products", href: "/register/products", needs: READ },
      { label: "Rights", href: "/register/rights", needs: READ },
      { label: "Commitments", href: "/register/commitments", needs: READ },
      { label: "Segments", href: "/register/segments", needs: READ },
      { label: "Sources", href: "/register/sources", needs: READ },
      { label: "Network", href: "/register/network", needs: READ },
      { label: "Import", href: "/register/import", needs: ["register:import"] },
    ],
  },
  {
    label: "Routing",
    href: "/routing",
    pages: [
      { label: "Share", href: "/routing/share", needs: ROUTING },
      { label: "Decisions", href: "/routing/decisions", needs: ["decision:read"] },
      { label: "Sources", href: "/routing/sources", needs: ROUTING },
      { label: "Policies", href: "/routing/policies", needs: READ },
    ],
  },
  {
    label: "Promise",
    href: "/promise",
    pages: [
      { label: "Commitments", href: "/promise/commitments", needs: PROMISE },
      { label: "Checks", href: "/promise/checks", needs: PROMISE },
      { label: "Neutrality", href: "/promise/neutrality", needs: ROUTING },
      { label: "Findings", href: "/promise/findings", needs: PROMISE, count: "findings" },
      { label: "Notices", href: "/promise/notices", needs: PROMISE },
    ],
  },
  {
    label: "Settings",
    href: "/settings",
    pages: [
      { label: "People", href: "/settings/people", needs: PEOPLE },
      { label: "Keys", href: "/settings/keys", needs: PEOPLE },
      { label: "Notifications", href: "/settings/notifications", needs: [] },
    ],
  },
];

/** The sections that the roles may use; a section without a page for them is absent. */
export function navigationFor(roles: readonly Role[]): NavSection[] {
  const held = new Set(roles.flatMap((role) => ROLE_PERMISSIONS[role]));
  // What needs nothing is for everybody who has a role.
  const allowed = (needs: readonly Permission[]) =>
    needs.length === 0 ? roles.length > 0 : needs.some((permission) => held.has(permission));
  return SECTIONS.flatMap(({ needs, ...section }) => {
    if (needs) return allowed(needs) ? [section] : [];
    const pages = section.pages.filter((page) => allowed(page.needs));
    const first = pages[0];
    return first ? [{ ...section, pages, href: first.href }] : [];
  });
}

export const isWithin = (pathname: string, href: string): boolean =>
  pathname === href || pathname.startsWith(`${href}/`);

/** The page of a section that an address lies in: of several the one that says most, for /overlaps is within itself too. */
export const pageAt = (section: NavSection, pathname: string): NavPage | undefined =>
  section.pages
    .filter((page) => isWithin(pathname, page.href))
    .toSorted((a, b) => b.href.length - a.href.length)[0];

/** Pages of no section. */
const ALONE: readonly NavSection[] = [{ label: "Notifications", href: "/notifications", pages: [] }];

export type Crumb = { label: string; href: string | null; mono?: boolean };

/** Section, page, then the keys of the record as the address has them. The last is where one is. */
export function crumbsFor(sections: readonly NavSection[], pathname: string): Crumb[] {
  const section = [...sections, ...ALONE].find(
    (each) => isWithin(pathname, each.href) || each.pages.some((page) => isWithin(pathname, page.href)),
  );
  if (!section) return [];
  const found = pageAt(section, pathname);
  // The page in which the others lie is the section itself: its name adds nothing.
  const whole = section.pages.some((page) => page !== found && isWithin(page.href, found?.href ?? ""));
  const page = whole ? undefined : found;
  const base = page?.href ?? section.href;
  const rest = pathname.slice(base.length).split("/").filter(Boolean).map(decodeURIComponent);
  const crumbs: Crumb[] = [
    { label: section.label, href: section.href },
    ...(page ? [{ label: page.label, href: page.href }] : []),
    ...rest.map((key, at) => ({
      // An id is known by what it is of and its first digits; the whole of it stands in the address.
      label:
        RECORD_WORDS[key] ??
        key.replace(UUID, `${ID_NOUNS[rest[at - 1] ?? base.split("/").at(-1) ?? ""] ?? ""}$1…`),
      href: null,
      mono: !(key in RECORD_WORDS),
    })),
  ];
  return crumbs.map((crumb, place) => (place === crumbs.length - 1 ? { ...crumb, href: null } : crumb));
}

const UUID = /^([0-9a-f]{8})(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const ID_NOUNS: Record<string, string> = { checks: "version ", results: "result " };

const RECORD_WORDS: Record<string, string> = {
  new: "new",
  edit: "edit",
  history: "history",
  upload: "upload",
  "how-we-know": "How we know",
  deviating: "Deviating decisions",
  deviations: "Deviations from the declared rule",
  supersede: "supersede",
  results: "results",
  review: "Ask for a review",
  reviews: "reviews",
  digest: "Digest",
};
