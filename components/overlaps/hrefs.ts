const part = encodeURIComponent;

/** Addresses of the pages around an overlap. `overlap` is OV-0012, `review` RV-0003, `condition` CN-0007. */
export const overlapHref = {
  detail: (overlap: string) => `/overlaps/${part(overlap)}`,
  section: (overlap: string, section: "changes" | "review" | "conditions" | "comments" | "history") =>
    `/overlaps/${part(overlap)}#${section}`,
  ask: (overlap: string) => `/overlaps/${part(overlap)}/review`,
  review: (overlap: string, review: string) => `/overlaps/${part(overlap)}/reviews/${part(review)}`,
  edit: (overlap: string, review: string) => `/overlaps/${part(overlap)}/reviews/${part(review)}/edit`,
  condition: (condition: string) => `/overlaps/conditions/${part(condition)}`,
  delegations: () => "/overlaps/delegations",
};

/** The page of a run of a pre-flight. */
export const preflightHref = (policy: string, run: string) =>
  `/routing/policies/${part(policy)}?preflight=${run}#preflight`;
