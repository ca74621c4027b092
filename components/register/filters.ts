import type { TableFilter } from "@/components/table";
import {
  Influence,
  inWords,
  Lifecycle,
  PartnershipKind,
  PartyKind,
  RightState,
  RightType,
  Visibility,
} from "@/lib/register";

const options = (values: readonly string[]) => values.map((value) => ({ value, label: inWords(value) }));

const RETIRED: TableFilter = {
  id: "retired",
  label: "Retired records",
  options: [
    { value: "all", label: "shown too" },
    { value: "true", label: "alone" },
  ],
};
const VISIBILITY: TableFilter = {
  id: "visibility",
  label: "Visibility",
  options: options(Visibility.options),
};

/** Filters of the lists; each is a query parameter of the API under the same name. */
export const FILTERS = {
  parties: [{ id: "kinds", label: "What it is", options: options(PartyKind.options) }, RETIRED],
  products: [
    { id: "lifecycle", label: "Lifecycle", options: options(Lifecycle.options) },
    {
      id: "first_party",
      label: "Owner",
      options: [
        { value: "true", label: "ours" },
        { value: "false", label: "others" },
      ],
    },
    RETIRED,
  ],
  rounds: [
    {
      id: "reports_differ",
      label: "Reports",
      options: [
        { value: "true", label: "that differ" },
        { value: "false", label: "that agree" },
      ],
    },
    VISIBILITY,
    RETIRED,
  ],
  partnerships: [
    { id: "kinds", label: "Kind", options: options(PartnershipKind.options) },
    { id: "influence", label: "Influence", options: options(Influence.options) },
    VISIBILITY,
    RETIRED,
  ],
  rights: [
    { id: "type", label: "Right", options: options(RightType.options) },
    { id: "state", label: "State", options: options(RightState.options) },
    VISIBILITY,
    RETIRED,
  ],
  retired: [RETIRED],
} satisfies Record<string, readonly TableFilter[]>;
