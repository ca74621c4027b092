import type { Problem } from "@/lib/kernel/errors";

/** What a refusal is made of, as data that a thread can hand over. */
export type Refusal = ConstructorParameters<typeof Problem>[0];

export const refusalOf = ({ status, type, title, detail }: Problem): Refusal => ({
  status,
  type,
  title,
  ...(detail === undefined ? {} : { detail }),
});
