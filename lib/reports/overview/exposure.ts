import { sumDecimals } from "@/lib/kernel/decimal";
import {
  capitalise,
  formatBound,
  formatCount,
  formatList,
  formatMoney,
  numberWord,
} from "@/lib/kernel/format";
import type { ConflictCard } from "@/lib/register";
import type { CoHeld, ExposureRow, Money } from "./schema";

/** What we committed to a party, as far as it is known in USD; other currencies are not converted, but said. */
export function moneyInUsd(money: ConflictCard["money"]): Money {
  const usd = money.find(({ currency }) => currency === "USD");
  return {
    recorded: money.length > 0,
    usd: usd?.amount ?? null,
    bound: usd?.bound ?? "unknown",
    incomplete: money.length > (usd ? 1 : 0) || (usd?.unknown_amounts ?? 0) > 0,
    reports_differ: money.some((part) => part.reports_differ),
  };
}

/** "About USD 58 bn committed to two partners that compete with each other and with us." */
export function exposureTitle(rows: readonly ExposureRow[]): string {
  const invested = rows.filter(({ money }) => money.usd !== null);
  if (invested.length === 0) return capitalise(`${partners(rows.length)} and what stands between us.`);
  const total = sumDecimals(invested.map(({ money }) => money.usd ?? "0"));
  const [bound, ...others] = new Set(invested.map(({ money }) => money.bound));
  const names = invested.map(({ name }) => name);
  const each_other = invested.some(({ competes }) => competes.parties.some((name) => names.includes(name)));
  const us = invested.every(({ competes }) => competes.own_products.length > 0);
  const whom = [...(each_other ? ["with each other"] : []), ...(us ? ["with us"] : [])].join(" and ");
  const verb = invested.length === 1 ? "competes" : "compete";
  const sum = formatBound(others.length > 0 ? "about" : bound, formatMoney(total));
  return capitalise(`${sum} committed to ${partners(invested.length)}${whom && ` that ${verb} ${whom}`}.`);
}

const partners = (n: number): string => `${numberWord(n)} partner${n === 1 ? "" : "s"}`;

/** "At least 12 investors hold both OpenAI and Anthropic; one is named, Microsoft." */
export function coHeldSentences(held: readonly CoHeld[]): string[] {
  return held.map(({ parties, at_least, named }) => {
    const both = parties.length === 2 ? `both ${formatList(parties)}` : formatList(parties);
    const who = at_least === null ? "Investors hold" : `At least ${formatCount(at_least, "investor")} hold`;
    const are = named.length === 1 ? "is" : "are";
    const names =
      named.length === 0 ? "none is named" : `${numberWord(named.length)} ${are} named, ${formatList(named)}`;
    return `${who} ${both}; ${names}.`;
  });
}
