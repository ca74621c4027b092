import type { Definition } from "@/components/ui";
import { formatDateTime, formatNumber } from "@/lib/kernel/format";
import {
  type CoHoldingView,
  type CommitmentView,
  explainRule,
  inWords,
  type PartnershipView,
  type PartyView,
  type PolicyView,
  type ProductView,
  type RightView,
  type RoundView,
  recordHref,
  type SegmentView,
  type SourceView,
} from "@/lib/register";
import { Links, Money, Sources, When, WordList, Words } from "./cells";

const key = (value: string): Definition => ({ term: "Key", value: <span className="mono">{value}</span> });
const sources = (keys: readonly string[]): Definition => ({
  term: "Sources",
  value: <Sources keys={keys} />,
});
const note = (text: string | null): Definition => ({ term: "Note", value: text });
const party = (partyKey: string, name: string) => (
  <Links items={[{ key: partyKey, label: name, href: recordHref.party(partyKey) }]} />
);

/** The facts of each kind of record, in the order of its form. Absent is unknown, never empty. */
export const partyFacts = (view: PartyView): Definition[] => [
  { term: "What it is", value: <WordList values={view.kinds} /> },
  { term: "Also called", value: view.aliases.join(", ") || null },
  { term: "Owned by", value: view.parent ? party(view.parent, view.parent_name ?? view.parent) : null },
  { term: "Managed by", value: view.managers.join(", ") || <span className="mute">nobody yet</span> },
  { term: "LEI", value: view.lei },
  note(view.note),
  key(view.key),
  sources(view.sources),
];

/** "since" of what has begun, "from" of a day to come; a month or a year that has begun counts as begun. */
export function sinceOrFrom(what: string, date: string | null, now_ms = Date.now()): string {
  const today = new Date(now_ms).toISOString().slice(0, date?.length ?? 10);
  return `${what} ${date !== null && date > today ? "from" : "since"}`;
}

export const productFacts = (view: ProductView): Definition[] => [
  { term: "Owner", value: party(view.owner, view.owner_name) },
  {
    term: "Segments",
    value: (
      <Links
        items={view.segments.map((one) => ({
          key: one,
          label: view.segment_names[one] ?? one,
          href: recordHref.segment(one),
        }))}
      />
    ),
  },
  { term: "Lifecycle", value: <Words value={view.lifecycle} /> },
  { term: sinceOrFrom("Preview", view.preview), value: view.preview ? <When value={view.preview} /> : null },
  { term: sinceOrFrom("Generally available", view.ga), value: <When value={view.ga} /> },
  { term: "Retired on", value: view.retired ? <When value={view.retired} /> : null },
  note(view.note),
  key(view.key),
  sources(view.sources),
];

export const roundFacts = (view: RoundView): Definition[] => [
  { term: "Raised by", value: party(view.investee, view.investee_name) },
  { term: "Series", value: view.series ?? <Words value={null} /> },
  { term: "Announced", value: <When value={view.announced} /> },
  { term: "Whole round", value: <Money amount={view.amount} bound={view.bound} currency={view.currency} /> },
  {
    term: "Valued after at",
    value: view.post_money ? <Money amount={view.post_money} bound="equal" currency={view.currency} /> : null,
  },
  { term: "Instrument", value: <Words value={view.instrument} /> },
  { term: "Visibility", value: view.visibility },
  note(view.note),
  key(view.key),
  sources(view.sources),
];

export const rightFacts = (view: RightView): Definition[] => [
  { term: "Partner", value: party(view.partner, view.partner_name) },
  { term: "Held by", value: party(view.holder, view.holder_name) },
  { term: "State", value: <Words value={view.state} /> },
  { term: "Covers", value: view.scope ?? <Words value={null} /> },
  { term: "Visibility", value: view.visibility },
  {
    term: "Partnership",
    value: (
      <Links
        items={[
          { key: view.partnership, label: view.partnership, href: recordHref.partnership(view.partnership) },
        ]}
      />
    ),
  },
  key(view.key),
  sources(view.sources),
];

export const partnershipFacts = (view: PartnershipView): Definition[] => [
  { term: "Partner", value: party(view.partner, view.partner_name) },
  { term: "Kinds", value: <WordList values={view.kinds} /> },
  { term: "Status", value: <Words value={view.status} /> },
  { term: "Influence", value: <Words value={view.influence} /> },
  { term: "Since", value: <When value={view.start} /> },
  { term: "Until", value: view.end ? <When value={view.end} /> : null },
  {
    term: "Rights",
    value: (
      <Links items={view.rights.map((one) => ({ key: one, label: one, href: recordHref.right(one) }))} />
    ),
  },
  { term: "Visibility", value: view.visibility },
  note(view.notes),
  key(view.key),
  sources(view.sources),
];

export const coHoldingFacts = (view: CoHoldingView): Definition[] => [
  {
    term: "Held together",
    value: (
      <Links
        items={view.parties.map((one) => ({
          key: one,
          label: view.party_names[one] ?? one,
          href: recordHref.party(one),
        }))}
      />
    ),
  },
  {
    term: "Investors, at least",
    value: view.at_least === null ? <Words value={null} /> : formatNumber(view.at_least),
  },
  {
    term: "Of which named",
    value: (
      <Links
        items={view.named.map((one) => ({
          key: one,
          label: view.party_names[one] ?? one,
          href: recordHref.party(one),
        }))}
      />
    ),
  },
  { term: "Visibility", value: view.visibility },
  key(view.key),
  sources(view.sources),
];

export const segmentFacts = (view: SegmentView): Definition[] => [
  {
    term: "Part of",
    value: view.parent ? (
      <Links
        items={[
          { key: view.parent, label: view.parent_name ?? view.parent, href: recordHref.segment(view.parent) },
        ]}
      />
    ) : (
      <span className="mute">nothing wider</span>
    ),
  },
  { term: "Products in it", value: formatNumber(view.products) },
  key(view.key),
];

export const sourceFacts = (view: SourceView): Definition[] => [
  {
    term: "Address",
    value: view.url ? <a href={view.url}>{view.url}</a> : <span className="mute">none</span>,
  },
  { term: "Published", value: <When value={view.published} /> },
  {
    term: "Archived copy",
    value: view.archived_hash ? (
      <span className="mono">{view.archived_hash}</span>
    ) : (
      <span className="mute">none</span>
    ),
  },
  key(view.key),
];

export const policyFacts = (view: PolicyView): Definition[] => [
  { term: "Decides from", value: formatDateTime(view.from) },
  {
    term: "Declared rule",
    value: view.rule ? explainRule(view.rule) : <Words value={null} />,
  },
  { term: "Candidates", value: view.models.join(", ") || <Words value={null} /> },
  { term: "Called by", value: view.aliases.join(", ") || <span className="mute">no alias</span> },
  { term: "Notice given", value: view.notice ?? <Words value={null} /> },
  note(view.note),
  sources(view.sources),
];

export const commitmentFacts = (view: CommitmentView): Definition[] => [
  { term: "Said by", value: view.speaker ?? <Words value={null} /> },
  { term: "When", value: <When value={view.made_on} /> },
  { term: "To whom", value: view.audience ?? <Words value={null} /> },
  {
    term: "Clauses",
    value: view.clauses
      .map(({ kind, text }) => `${inWords(kind ?? "about unknown")}${text ? `: ${text}` : ""}`)
      .join("; ") || <span className="mute">none</span>,
  },
  key(view.key),
  sources(view.sources),
];
