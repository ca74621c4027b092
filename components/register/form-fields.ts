import {
  Bound,
  ClauseKind,
  Influence,
  Instrument,
  inWords,
  Lifecycle,
  PARTNERSHIP_STATUSES,
  ParticipationState,
  PartnershipKind,
  PartyKind,
  RightState,
  RightType,
  Visibility,
} from "@/lib/register";
import { MODEL_FIELDS } from "./model-fields";

export type ReferenceKind = "parties" | "segments" | "sources" | "partnerships";

export type FormField = {
  name: string;
  label: string;
  help?: string;
  required?: boolean;
} & (
  | { kind: "text" | "long" | "date" | "amount" | "tokens" | "url" | "number" | "yes_no" | "time" | "rule" }
  | { kind: "choice" | "choices"; options: readonly string[] }
  | { kind: "reference" | "references"; of: ReferenceKind }
  | { kind: "items"; noun: string; by: string; fields: readonly FormField[] }
);

const key: FormField = {
  name: "key",
  label: "Key",
  kind: "text",
  required: true,
  help: "Short stable name for links and imports, such as acme-zeta.",
};
/** Where records can be confidential: lib/register/entity/keys.ts says why. */
const walledKey: FormField = {
  ...key,
  help: `${key.help} For partner managers four characters are added, so that no key tells what is behind a wall.`,
};
const sources: FormField = {
  name: "sources",
  label: "Sources",
  kind: "references",
  of: "sources",
  help: "Documents that state this. A public fact wants one.",
};
const visibility: FormField = {
  name: "visibility",
  label: "Visibility",
  kind: "choice",
  options: Visibility.options,
};
const bound: FormField = {
  name: "bound",
  label: "Amount is",
  kind: "choice",
  options: Bound.options,
  help: "Reports often say about, up to or at least.",
};
const currency: FormField = {
  name: "currency",
  label: "Currency",
  kind: "text",
  help: "Three letters, such as USD.",
};

/** What each form asks, in the order in which a person thinks. Names are the API's own. */
export const FORM_FIELDS = {
  parties: [
    { name: "name", label: "Name", kind: "text", required: true },
    key,
    { name: "kinds", label: "What it is to us", kind: "choices", options: PartyKind.options, required: true },
    { name: "parent", label: "Owned by", kind: "reference", of: "parties" },
    { name: "aliases", label: "Also called", kind: "tokens" },
    {
      name: "managers",
      label: "Managed by",
      kind: "tokens",
      help: "E-mail addresses of the people who manage the relationship.",
    },
    { name: "lei", label: "LEI", kind: "text", help: "Legal Entity Identifier, 20 characters." },
    { name: "note", label: "Note", kind: "long" },
    sources,
  ],
  partnerships: [
    { name: "partner", label: "Partner", kind: "reference", of: "parties", required: true },
    walledKey,
    { name: "kinds", label: "Kinds", kind: "choices", options: PartnershipKind.options, required: true },
    { name: "status", label: "Status", kind: "choice", options: PARTNERSHIP_STATUSES },
    {
      name: "influence",
      label: "Influence",
      kind: "choice",
      options: Influence.options,
      help: "How far we can steer the partner.",
    },
    { name: "start", label: "Since", kind: "date" },
    { name: "end", label: "Until", kind: "date" },
    { name: "notes", label: "Notes", kind: "long" },
    visibility,
    sources,
  ],
  rights: [
    { name: "partnership", label: "Partnership", kind: "reference", of: "partnerships", required: true },
    walledKey,
    { name: "holder", label: "Held by", kind: "reference", of: "parties", required: true },
    { name: "type", label: "Right", kind: "choice", options: RightType.options, required: true },
    {
      name: "state",
      label: "State",
      kind: "choice",
      options: RightState.options,
      required: true,
      help: "Agreed, not agreed and unknown are three different things.",
    },
    { name: "scope", label: "What it covers", kind: "long" },
    visibility,
    sources,
  ],
  rounds: [
    { name: "investee", label: "Raised by", kind: "reference", of: "parties", required: true },
    walledKey,
    { name: "series", label: "Series", kind: "text" },
    { name: "announced", label: "Announced", kind: "date" },
    { name: "amount", label: "Whole round", kind: "amount" },
    bound,
    currency,
    { name: "post_money", label: "Valued after at", kind: "amount" },
    { name: "instrument", label: "Instrument", kind: "choice", options: Instrument.options },
    {
      name: "participations",
      label: "Who took part",
      kind: "items",
      noun: "participation",
      by: "investor",
      fields: [
        { name: "investor", label: "Investor", kind: "reference", of: "parties", required: true },
        { name: "amount", label: "Amount", kind: "amount" },
        bound,
        { name: "state", label: "State", kind: "choice", options: ParticipationState.options },
        { name: "share_after", label: "Share after, fraction of 1", kind: "text" },
      ],
    },
    { name: "note", label: "Note", kind: "long" },
    visibility,
    sources,
  ],
  "co-holdings": [
    key,
    { name: "parties", label: "Held together", kind: "references", of: "parties", required: true },
    { name: "at_least", label: "By at least how many investors", kind: "number" },
    { name: "named", label: "Of which named", kind: "references", of: "parties" },
    visibility,
    sources,
  ],
  segments: [
    { name: "name", label: "Name", kind: "text", required: true },
    key,
    { name: "parent", label: "Part of", kind: "reference", of: "segments" },
  ],
  products: [
    { name: "name", label: "Name", kind: "text", required: true },
    key,
    { name: "owner", label: "Owner", kind: "reference", of: "parties", required: true },
    { name: "segments", label: "Segments", kind: "references", of: "segments", required: true },
    { name: "lifecycle", label: "Lifecycle", kind: "choice", options: Lifecycle.options },
    { name: "preview", label: "Preview since", kind: "date" },
    { name: "ga", label: "Generally available since", kind: "date" },
    { name: "retired", label: "Retired on", kind: "date" },
    {
      name: "models",
      label: "Models",
      kind: "items",
      noun: "model",
      by: "name",
      fields: MODEL_FIELDS,
    },
    {
      name: "availability",
      label: "Sold on",
      kind: "items",
      noun: "channel",
      by: "channel",
      fields: [
        { name: "channel", label: "Platform", kind: "reference", of: "parties", required: true },
        { name: "from", label: "From", kind: "date" },
        { name: "until", label: "Until", kind: "date" },
        { name: "exclusive", label: "Exclusive", kind: "yes_no" },
      ],
    },
    { name: "note", label: "Note", kind: "long" },
    sources,
  ],
  policies: [
    { name: "router", label: "Router", kind: "text", required: true },
    { name: "version", label: "Version", kind: "text", required: true },
    {
      name: "from",
      label: "Decides from",
      kind: "time",
      required: true,
      help: "In UTC, such as 2026-05-01T00:00:00Z.",
    },
    { name: "rule", label: "Declared rule", kind: "rule" },
    { name: "models", label: "Candidate models", kind: "tokens" },
    {
      name: "aliases",
      label: "Called by",
      kind: "tokens",
      help: "Model names by which customers call this router.",
    },
    { name: "notice", label: "Notice given", kind: "long" },
    { name: "note", label: "Note", kind: "long" },
    sources,
  ],
  sources: [
    { name: "title", label: "Title", kind: "text", required: true },
    walledKey,
    { name: "url", label: "Address", kind: "url" },
    { name: "published", label: "Published", kind: "date" },
    { name: "archived_hash", label: "Hash of the archived copy", kind: "text" },
  ],
  commitments: [
    { name: "text", label: "The promise, in its own words", kind: "long", required: true },
    key,
    { name: "speaker", label: "Who said it", kind: "text" },
    { name: "made_on", label: "When", kind: "date" },
    { name: "audience", label: "To whom", kind: "text" },
    {
      name: "clauses",
      label: "Clauses",
      kind: "items",
      noun: "clause",
      by: "key",
      fields: [
        { name: "key", label: "Key", kind: "text", required: true },
        { name: "kind", label: "About", kind: "choice", options: ClauseKind.options },
        { name: "text", label: "Words", kind: "long" },
      ],
    },
    sources,
  ],
} as const satisfies Record<string, readonly FormField[]>;

export type FormName = keyof typeof FORM_FIELDS;

export const optionsOf = (values: readonly string[]) =>
  values.map((value) => ({ value, label: inWords(value) }));
