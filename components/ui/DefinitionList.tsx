import type { ReactNode } from "react";

/** A value of null or undefined is left out: unknown facts are said with Unknown. */
export type Definition = { term: ReactNode; value: ReactNode; key?: string };

const shown = (items: readonly Definition[]) =>
  items.filter((item) => item.value !== null && item.value !== undefined);

const keyOf = (item: Definition, index: number) =>
  item.key ?? (typeof item.term === "string" ? item.term : String(index));

/** Term and value on one line each, for the facts of a record. */
export function DefinitionList({ items }: { items: readonly Definition[] }) {
  return (
    <dl className="dl">
      {shown(items).map((item, index) => (
        <div key={keyOf(item, index)}>
          <dt>{item.term}</dt>
          <dd>{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Term above value, in the rubric of a page header: how large, how sure, since when, resting on. */
export function RubricList({ items }: { items: readonly Definition[] }) {
  return (
    <dl className="sure">
      {shown(items).map((item, index) => (
        <div key={keyOf(item, index)}>
          <dt>{item.term}</dt>
          <dd>{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}
