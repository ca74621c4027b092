import { z } from "zod";

export const SearchQuery = z.strictObject({ q: z.string().trim().min(1).max(100) });

export const SearchHit = z.object({
  kind: z.enum([
    "party",
    "product",
    "model",
    "overlap",
    "review",
    "condition",
    "policy",
    "source",
    "commitment",
    "check",
    "finding",
  ]),
  label: z.string(),
  detail: z.string().nullable(),
  href: z.string(),
});
export type SearchHit = z.infer<typeof SearchHit>;

export const SearchAnswer = z.object({ items: z.array(SearchHit) });
