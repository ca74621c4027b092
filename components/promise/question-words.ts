import type { SelectOption } from "@/components/ui";
import type { NeutralityQuery } from "@/lib/neutrality";
import type { NeutralityChange } from "@/lib/reports";

const ANY = "any";

/** What there is to choose; what the address asks for is among it, also where no decision has it. */
export const namedOptions = (
  any: string,
  values: readonly string[],
  current: string | undefined,
  unnamed: string,
): SelectOption[] => [
  { value: ANY, label: any },
  ...[...new Set(current === undefined ? values : [...values, current])].map((value) => ({
    value: `=${value}`,
    label: value || unnamed,
  })),
];

/** A task as the sentence says it: code-completion is "code completion". */
export const taskLabel = ({ value, label }: SelectOption): SelectOption => ({
  value,
  label: label.replaceAll(/[-_]+/g, " "),
});

/** Value and change of a word that filters. */
export const filterWord = (
  name: "router" | "task",
  query: NeutralityQuery,
  go: (change: NeutralityChange) => void,
) => ({
  value: query[name] === undefined ? ANY : `=${query[name]}`,
  onChange: (value: string) => go({ [name]: value === ANY ? null : value.slice(1) }),
});

export const focusOptions = (parties: readonly { key: string; name: string }[]): SelectOption[] => [
  { value: "first_party", label: "our own models" },
  { value: "investees", label: "models of those we have invested in" },
  ...parties.map(({ key, name }) => ({ value: `party:${key}`, label: `models of ${name}` })),
];
