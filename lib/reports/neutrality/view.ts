import { DeviatingQuery, DeviationsQuery, NeutralityQuery } from "@/lib/neutrality";

/** The neutrality page's address, read: what is asked, and what of it could not be understood. */
export type NeutralityView = {
  query: NeutralityQuery;
  /** Parameters that were left out because they cannot be read. */
  ignored: readonly string[];
};

type Search = Record<string, string | string[] | undefined>;

export const NEUTRALITY_PAGE = "/promise/neutrality";
export const HOW_WE_KNOW_PAGE = "/promise/neutrality/how-we-know";
export const DEVIATING_PAGE = "/promise/neutrality/deviating";
export const DEVIATIONS_PAGE = "/promise/neutrality/deviations";

const RANGE = ["from", "to"] as const;
const OPTIONS = [
  "router",
  "task",
  "region",
  "policy_version",
  "focus",
  "baseline",
  "direction",
  "materiality",
  "materiality_share",
  "alpha",
  "covariates",
  "reference",
  "noise",
] as const;
const NAMES: readonly string[] = [...RANGE, ...OPTIONS];
/** What the address of a view may hold; tables of the same view keep it. */
export const NEUTRALITY_PARAMETERS = NAMES;

const one = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value[0] : value;

/** Takes what can be read; the rest is left out and named. Without a range the whole traffic is asked about. */
export function readNeutralityView(search: Search, whole: { from: string; to: string }): NeutralityView {
  const given = new Map<string, string>();
  for (const name of NAMES) {
    const value = one(search[name]);
    if (value !== undefined && (value !== "" || name === "router" || name === "task")) given.set(name, value);
  }
  const ignored: string[] = [];
  while (true) {
    const parsed = NeutralityQuery.safeParse({ ...whole, ...Object.fromEntries(given) });
    if (parsed.success) return { query: parsed.data, ignored };
    const faulty = [...new Set(parsed.error.issues.map(({ path }) => String(path[0])))];
    const dropped = [
      ...faulty,
      ...(faulty.some((name) => name === "from" || name === "to") ? RANGE : []),
      // A share that is missing, or that cannot be read, leaves nothing to judge by.
      ...(faulty.includes("reference") && given.get("baseline") === "reference_share" ? ["baseline"] : []),
    ];
    const left_out = dropped.filter((name) => given.delete(name));
    if (left_out.length === 0) throw parsed.error;
    ignored.push(...new Set(left_out));
  }
}

export type NeutralityChange = Partial<
  Record<(typeof RANGE)[number] | (typeof OPTIONS)[number], string | null>
>;

const SILENT: Record<string, string> = {
  focus: "first_party",
  materiality: "1.05",
  alpha: "0.01",
};

/** The query of a view with a change; null takes a filter off. The range is always said, so that a link stays what it is. */
export function neutralitySearch(query: NeutralityQuery, change: NeutralityChange = {}): string {
  const now: Record<string, unknown> = { ...query, ...change };
  const pairs = NAMES.flatMap((name) => {
    const value = now[name] ?? null;
    if (value === null) return [];
    const text = Array.isArray(value) ? value.join(",") : String(value);
    return text === SILENT[name] ? [] : [[name, text] as [string, string]];
  });
  return `?${new URLSearchParams(pairs)}`;
}

/** Whether anything but the whole traffic and the usual question is asked. */
export function isNarrowed({ query }: NeutralityView, { from, to }: { from: string; to: string }): boolean {
  return neutralitySearch(query) !== neutralitySearch(NeutralityQuery.parse({ from, to }));
}

/** The page that proves a verdict, on the same window; `router`: of that one alone. */
export const neutralityHref = (asked: { from: string; to: string; router?: string }): string =>
  `${NEUTRALITY_PAGE}?${new URLSearchParams(asked)}`;

/** The list of deviating decisions in a view: a page of it, from its cursor on. What cannot be read is left out. */
export function readDeviatingView(query: NeutralityQuery, search: Search): DeviatingQuery {
  const address = neutralitySearch(query, { baseline: null, reference: null });
  const asked = { ...Object.fromEntries(new URLSearchParams(address)), limit: "50" };
  const further = ["threshold", "cursor"].flatMap((name) => {
    const value = one(search[name]);
    return value === undefined ? [] : [[name, value]];
  });
  const read = DeviatingQuery.safeParse({ ...asked, ...Object.fromEntries(further) });
  return read.data ?? DeviatingQuery.parse(asked);
}

/** What the address of a list of deviations from the declared rule may hold, beside its place. */
export const DEVIATIONS_PARAMETERS = [
  ...RANGE,
  "router",
  "task",
  "region",
  "policy_version",
  "focus",
] as const;

/** The address of the deviations in a view; what belongs to other baselines is left out. `one`: the one that is shown. */
export function deviationsSearch(
  query: NeutralityQuery,
  change: NeutralityChange & { cursor?: string | undefined; one?: string } = {},
): string {
  const { cursor, one, ...filters } = change;
  const all = new URLSearchParams(neutralitySearch(query, filters));
  const pairs = [
    ...[...all].filter(([name]) => DEVIATIONS_PARAMETERS.some((known) => known === name)),
    ...Object.entries({ cursor, one }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  ];
  return `?${new URLSearchParams(pairs)}`;
}

/** A page of the deviations in a view, from the cursor on. */
export const readDeviationsView = (query: NeutralityQuery, cursor: string | undefined): DeviationsQuery => {
  const asked = { ...Object.fromEntries(new URLSearchParams(deviationsSearch(query))), limit: "50" };
  return (
    DeviationsQuery.safeParse({ ...asked, ...(cursor === undefined ? {} : { cursor }) }).data ??
    DeviationsQuery.parse(asked)
  );
};

/** Every deviation of a view as a file. */
export const deviationsFileHref = (query: NeutralityQuery): string =>
  `/api/v1/neutrality/deviations${deviationsSearch(query)}&format=csv`;

/** The same question for the machine interface. */
export const neutralityApiHref = (query: NeutralityQuery): string =>
  `/api/v1/neutrality${neutralitySearch(query)}`;
