import type { ListQuery } from "./entity/list";

export type SearchParams = Record<string, string | string[] | undefined>;

/** A page's search parameters as a list's query; which columns are shown is no question for the server. */
export function toListQuery(params: SearchParams): ListQuery {
  return Object.fromEntries(
    Object.entries(params).flatMap(([name, value]) =>
      value === undefined || value === "" || name === "columns" || name === "page" || name === "format"
        ? []
        : [[name, value]],
    ),
  );
}

const WORDS: Record<string, string> = { ga: "generally available" };

/** A word of an enumeration as people read it: rival_platform is "rival platform". */
export const inWords = (value: string): string => WORDS[value] ?? value.replaceAll("_", " ");

/** A register's list links to a record by key. */
export const recordHref = {
  party: (key: string) => `/register/partners/${encodeURIComponent(key)}`,
  product: (key: string) => `/register/products/${encodeURIComponent(key)}`,
  round: (key: string) => `/register/investments/${encodeURIComponent(key)}`,
  coHolding: (key: string) => `/register/co-holdings/${encodeURIComponent(key)}`,
  right: (key: string) => `/register/rights/${encodeURIComponent(key)}`,
  partnership: (key: string) => `/register/partnerships/${encodeURIComponent(key)}`,
  segment: (key: string) => `/register/segments/${encodeURIComponent(key)}`,
  source: (key: string) => `/register/sources/${encodeURIComponent(key)}`,
  policy: (id: string) => `/routing/policies/${encodeURIComponent(id)}`,
  commitment: (key: string) => `/register/commitments/${encodeURIComponent(key)}`,
};
