import type { CheckStratum, ResultFigures } from "@/lib/commitments";
import { countInWords, formatList, formatNumber } from "@/lib/kernel/format";

type Named = { router: string | null; task: string | null };

/** "Simulated Forge, code": what the log calls them, in words. */
export const stratumName = ({ router, task }: Named): string =>
  `${router || "unnamed router"}, ${task?.replaceAll(/[-_]+/g, " ") || "no task named"}`;

/** A stratum as an entry of a form. */
export const stratumKey = ({ router, task }: CheckStratum): string => JSON.stringify([router, task]);

/** The stratum of such an entry; what is none is handed on, for the schema to refuse. */
export function readStratum(key: string): CheckStratum | string {
  try {
    const [router, task] = JSON.parse(key) as [string, string | null];
    return { router, task };
  } catch {
    return key;
  }
}

const MOST_NAMED = 8;

/** What of the evidence is whose, where a check fixed strata. */
export function fixedWords(strata: readonly CheckStratum[]): string {
  const names = strata.slice(0, MOST_NAMED).map((one) => `“${stratumName(one)}”`);
  const more = strata.length - names.length;
  const all = [...names, ...(more > 0 ? [`${formatNumber(more)} more`] : []), "all other decisions"];
  return `Nine tenths of the evidence’s stake are on all decisions together; a tenth is shared evenly among ${countInWords(strata.length + 1, "part")}, each judged by itself: ${formatList(all)}.`;
}

type Tilt = NonNullable<ResultFigures["tilt"]>;

/** Evidence in figures: "12.30", "10^9". */
export const powerWords = (log_e: number): string =>
  log_e >= Math.log(1e6) ? `10^${Math.floor(log_e / Math.LN10)}` : formatNumber(Math.exp(log_e), 2);

/** The parts whose own evidence stands out; null for none. */
export function namedWords({ strata }: Pick<Tilt, "strata">): string | null {
  const named = strata.filter((one) => one.named);
  const names = named.map((one) => (one.router === null ? "all others together" : stratumName(one)));
  return named.length === 0 ? null : `Named, at the level of the check: ${formatList(names)}.`;
}

/** How the evidence of a result came about, and whom it names; beside a pooled check, that its strata have no part in it. */
export function strataWords({ log_e_value, log_e_pooled, strata }: Tilt): string {
  if (log_e_pooled === undefined)
    return "The verdict rests on all of them together; each stands here with its own evidence, which has no part in it.";
  const who = namedWords({ strata }) ?? "None of the parts stands out by itself.";
  if (log_e_value === null || log_e_pooled === null) return who;
  return `Fixed beforehand, with a tenth of the stake: all decisions together have evidence of ${powerWords(log_e_pooled)}, and with these parts it is ${powerWords(log_e_value)}. ${who}`;
}
