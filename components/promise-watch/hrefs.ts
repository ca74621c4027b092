const part = encodeURIComponent;

/** Addresses of the promise's pages. */
export const watchHref = {
  commitment: (key: string) => `/promise/commitments/${part(key)}`,
  check: (id: string) => `/promise/checks/${part(id)}`,
  supersede: (id: string) => `/promise/checks/${part(id)}/supersede`,
  results: (check_id: string) => `/promise/checks/${part(check_id)}/results`,
  result: (check_id: string, id: string) => `/promise/checks/${part(check_id)}/results/${part(id)}`,
  finding: (code: string) => `/promise/findings/${part(code)}`,
  condition: (key: string) => `/overlaps/conditions/${part(key)}`,
  overlap: (key: string) => `/overlaps/${part(key)}`,
  notice: (id: string) => `/promise/notices#${part(id)}`,
};

/**
 * The export of a list of the promise. `status`: what the page shows without being asked; what its address asks is added by
 * the table.
 */
export const csvHref = (
  list: "checks" | "findings" | "notices" | "results",
  status: readonly string[],
  beside: Record<string, string> = {},
): string => {
  const query = new URLSearchParams({ format: "csv", ...beside });
  for (const one of status) query.append("status", one);
  return `/api/v1/${list}?${query}`;
};
