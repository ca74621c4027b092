import { sumDecimals } from "@/lib/kernel/decimal";
import {
  capitalise,
  formatBound,
  formatCount,
  formatList,
  formatMoney,
  numberWord,
} from "@/lib/kernel/format";
import type { CoHeld, ExposureRow, Money } from "./schema";

type Stake = {
  amount: string | null;
  bound: string;
  currency: string | null;
  reports: readonly { amount: string | null; bound: string }[];
};

/** What we put into a party: the sum in USD at the figures shown first, with what is not known said. */
export function sumStakes(stakes: readonly Stake[]): Money {
  const usd = stakes.filter(({ amount, currency }) => amount !== null && currency === "USD");
  const bounds = [...new Set(usd.map(({ bound }) => bound))];
  return {
    stakes: stakes.length,
    usd: usd.length === 0 ? null : sumDecimals(usd.map(({ amount }) => amount ?? "0")),
    bound: bounds.length === 1 ? (bounds[0] ?? "unknown") : bounds.length > 1 ? "about" : "unknown",
    incomplete: usd.length < stakes.length,
    reports_differ: stakes.some(
      ({ reports }) => new Set(reports.map((each) => `${each.amount} ${each.bound}`)).size > 1,
    ),
  };
}

/** "About USD 58 bn committed to two partners that compete with each other and with us." */
export function exposureTitle(
  rows: readonly ExposureRow[],
  rivals: readonly (readonly [string, string])[],
): string {
  const invested = rows.filter(({ money }) => money.usd !== null);
  if (invested.length === 0) return `${capitalise(formatCountWords(rows.length))} and what stands between us`;
  const total = sumDecimals(invested.map(({ money }) => money.usd ?? "0"));
  const bounds = [...new Set(invested.map(({ money }) => money.bound))];
  const bound = bounds.length === 1 && bounds[0] !== "unknown" ? bounds[0] : "about";
  const keys = new Set(invested.map(({ key }) => key));
  const each_other = rivals.some(([a, b]) => keys.has(a) && keys.has(b));
  const us = invested.every(({ competes }) => competes.products.length > 0 || competes.segments.length > 0);
  const compete = [...(each_other ? ["with each other"] : []), ...(us ? ["with us"] : [])];
  const that = compete.length === 0 ? "" : ` that compete ${compete.join(" and ")}`;
  const many = invested.length === 1 ? that.replace("compete", "competes") : that;
  return capitalise(
    `${formatBound(bound, formatMoney(total))} committed to ${formatCountWords(invested.length)}${many}.`,
  );
}

const formatCountWords = (n: number): string => `${numberWord(n)} partner${n === 1 ? "" : "s"}`;

/** "At least 12 investors hold both OpenAI and Anthropic; one is named, Microsoft." */
export function coHeldSentences(held: readonly CoHeld[]): string[] {
  return held.map(({ parties, at_least, named }) => {
    const both = parties.length === 2 ? `both ${formatList(parties)}` : formatList(parties);
    const who = at_least === null ? "Investors hold" : `At least ${formatCount(at_least, "investor")} hold`;
    const names =
      named.length === 0
        ? "none is named"
        : `${numberWord(named.length)} ${named.length === 1 ? "is" : "are"} named, ${formatList(named)}`;
    return `${who} ${both}; ${names}.`;
  });
}
