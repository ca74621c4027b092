import type { Role } from "@/lib/access";

/** A page of the product and for whom it is. Every page is here: scripts/routes.test.ts compares with app/. */
export type Page = {
  /** As in app/, without groups: /register/partners/[id]. */
  route: string;
  /** Null: for people who have not signed in. */
  role: Role | null;
  /** For a route with parameters: the list in /api/v1 whose first record opens it. */
  list?: string;
  /** Where in that record each parameter is, when it is not the key or the field of its name: `check.id`. */
  from?: Record<string, string>;
};

const pages = (role: Role | null, ...routes: string[]): Page[] => routes.map((route) => ({ route, role }));

/** The pages of one record and its form. */
const record = (route: string, list: string): Page[] => [
  { route: `${route}/new`, role: "compliance" },
  { route: `${route}/[id]`, role: "compliance", list },
  { route: `${route}/[id]/edit`, role: "compliance", list },
];

export const PAGES: readonly Page[] = [
  ...pages(null, "/sign-in", "/setup"),
  ...pages("executive", "/", "/overview"),
  ...pages(
    "compliance",
    "/register/partners",
    "/register/partners/duplicates",
    "/register/network",
    "/register/investments",
    "/register/products",
    "/register/rights",
    "/register/segments",
    "/register/sources",
    "/register/co-holdings",
    "/register/partnerships",
    "/register/commitments",
    "/register/import",
  ),
  ...record("/register/partners", "/parties"),
  ...record("/register/partnerships", "/partnerships"),
  ...record("/register/investments", "/rounds"),
  ...record("/register/co-holdings", "/co-holdings"),
  ...record("/register/products", "/products"),
  ...record("/register/rights", "/rights"),
  ...record("/register/segments", "/segments"),
  ...record("/register/sources", "/sources"),
  ...record("/register/commitments", "/commitments"),
  ...pages("compliance", "/overlaps", "/routing/policies", "/routing/decisions", "/routing/sources"),
  { route: "/overlaps/[id]", role: "compliance", list: "/overlaps" },
  { route: "/overlaps/[id]/review", role: "compliance", list: "/overlaps?status=detected" },
  {
    route: "/overlaps/[id]/reviews/[review]",
    role: "compliance",
    list: "/reviews?status=submitted",
    from: { id: "overlap", review: "key" },
  },
  {
    route: "/overlaps/[id]/reviews/[review]/edit",
    role: "partner_manager",
    list: "/reviews?status=changes_requested&mine=true",
    from: { id: "overlap", review: "key" },
  },
  ...pages("compliance", "/overlaps/conditions", "/overlaps/delegations"),
  { route: "/overlaps/conditions/[id]", role: "compliance", list: "/conditions" },
  ...pages("partner_manager", "/notifications", "/notifications/digest", "/settings/notifications"),
  {
    route: "/routing/decisions/[id]",
    role: "compliance",
    list: "/routing/decisions?from=2015-01-01&to=2100-01-01",
  },
  { route: "/promise/neutrality/deviating", role: "compliance" },
  { route: "/promise/neutrality/deviations", role: "compliance" },
  { route: "/routing/sources/new", role: "compliance" },
  { route: "/routing/sources/[key]", role: "compliance", list: "/routing/sources" },
  { route: "/routing/sources/[key]/edit", role: "compliance", list: "/routing/sources" },
  ...record("/routing/policies", "/policies"),
  ...pages("executive", "/routing/share", "/promise/neutrality", "/promise/neutrality/how-we-know"),
  ...pages(
    "compliance",
    "/promise/commitments",
    "/promise/checks",
    "/promise/checks/new",
    "/promise/findings",
    "/promise/notices",
  ),
  { route: "/promise/commitments/[id]", role: "executive", list: "/commitments" },
  { route: "/promise/checks/[id]", role: "compliance", list: "/results", from: { id: "check.id" } },
  { route: "/promise/checks/[id]/supersede", role: "compliance", list: "/results", from: { id: "check.id" } },
  {
    route: "/promise/checks/[id]/results/[result]",
    role: "auditor",
    list: "/results",
    from: { id: "check.id", result: "id" },
  },
  { route: "/promise/findings/[id]", role: "compliance", list: "/findings" },
  ...pages("admin", "/settings/people", "/settings/keys", "/settings/account"),
];
