import type { ReactNode } from "react";

/** What every list of the register takes: a page of rows, and what stands where there are none. */
export type ListProps<V> = {
  rows: readonly V[];
  next_cursor: string | null;
  total: number;
  empty: ReactNode;
  tools?: ReactNode;
};

/** Paging of a list of the API. */
export const paging = ({ next_cursor, total }: { next_cursor: string | null; total: number }) =>
  ({ kind: "cursor", next_cursor, total }) as const;
