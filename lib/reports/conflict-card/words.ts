import { capitalise, countInWords, formatBound, formatList, formatMoney } from "@/lib/kernel/format";
import type { ConflictCard } from "@/lib/register";

type Stake = ConflictCard["money"][number];

/** "about USD 8 bn", "an unknown amount": one currency's part of what we put in. */
export const stakeWords = ({ amount, bound, currency }: Stake): string =>
  amount === null ? "an unknown amount" : formatBound(bound, formatMoney(amount, currency));

/** What lies beside a stake and would be lost in the figure: "reports differ, one amount unknown". */
export function stakeNotes({ amount, unknown_amounts, reports_differ }: Stake): string | null {
  const unknown = amount !== null && unknown_amounts > 0;
  const notes = [
    reports_differ ? "reports differ" : null,
    unknown ? `${countInWords(unknown_amounts, "amount")} unknown` : null,
  ].filter((note) => note !== null);
  return notes.length > 0 ? notes.join(", ") : null;
}

/** The card in one sentence: "We committed about USD 8 bn to Anthropic, and it competes with Nova and Titan." */
export function cardTitle({
  party,
  partnership_kinds,
  money,
  competes_with,
  overlaps,
}: ConflictCard): string {
  const parts: string[] = [];
  if (money.length > 0) parts.push(`we committed ${formatList(money.map(stakeWords))} to ${party.name}`);
  const rivals = [...competes_with.own_products, ...competes_with.parties];
  const subject = parts.length > 0 ? "it" : party.name;
  if (rivals.length > 0) parts.push(`${subject} competes with ${formatList(shortened(rivals))}`);
  if (parts.length > 0) return `${capitalise(parts.join(", and "))}.`;
  if (overlaps.open > 0)
    return `${capitalise(countInWords(overlaps.open, "open overlap"))} with ${party.name}.`;
  if (partnership_kinds.includes("competitor") || party.kinds.includes("rival_platform"))
    return `${party.name} competes with us; no overlap of products is recorded.`;
  return `Nothing that is recorded stands between us and ${party.name}.`;
}

const SHOWN = 3;

const shortened = (names: readonly string[]): string[] =>
  names.length <= SHOWN + 1 ? [...names] : [...names.slice(0, SHOWN), `${names.length - SHOWN} more`];
