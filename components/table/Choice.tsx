"use client";

import { useEffect, useRef } from "react";

/** Rows chosen for a bulk action, by their keys; they stay chosen over pages and filters. */
export type RowChoice<Row> = {
  ids: ReadonlySet<string>;
  onChange: (ids: ReadonlySet<string>) => void;
  /** What a reader is told of a row: "OV-0012". */
  label: (row: Row) => string;
};

type Chosen = Pick<RowChoice<never>, "ids" | "onChange">;

const changed = (ids: ReadonlySet<string>, keys: readonly string[], on: boolean): ReadonlySet<string> => {
  const next = new Set(ids);
  for (const key of keys) on ? next.add(key) : next.delete(key);
  return next;
};

/** Chooses all rows of the page, or none; half where some are chosen. */
export function ChoiceHead({ choice, keys }: { choice: Chosen; keys: readonly string[] }) {
  const box = useRef<HTMLInputElement>(null);
  const chosen = keys.filter((key) => choice.ids.has(key)).length;
  const all = keys.length > 0 && chosen === keys.length;
  useEffect(() => {
    if (box.current) box.current.indeterminate = chosen > 0 && !all;
  }, [chosen, all]);
  return (
    <th scope="col" className="pick">
      <input
        ref={box}
        type="checkbox"
        aria-label="Choose all on this page"
        checked={all}
        onChange={(event) => choice.onChange(changed(choice.ids, keys, event.target.checked))}
      />
    </th>
  );
}

export function ChoiceCell({ choice, id, label }: { choice: Chosen; id: string; label: string }) {
  return (
    <td className="pick">
      <input
        type="checkbox"
        aria-label={`Choose ${label}`}
        checked={choice.ids.has(id)}
        onChange={(event) => choice.onChange(changed(choice.ids, [id], event.target.checked))}
      />
    </td>
  );
}
