import { type OpenPeriod, plusDays } from "@/lib/commitments";
import { formatDate, formatDateTime, formatList, formatRange } from "@/lib/kernel/format";

/** The first period that waits for a person; null where all are answered, or nobody of that name is asked. */
export const waitsFor = (periods: readonly OpenPeriod[], email: string): OpenPeriod | null =>
  periods.find(({ waiting }) => waiting.includes(email)) ?? null;

/** "1 to 30 November 2026". */
export const periodWords = ({ from, day }: Pick<OpenPeriod, "from" | "day">): string =>
  formatRange(from, plusDays(day, 1));

/** Whom the first open period waits for, and until when; the reader is "you". Null where it waits for nobody. */
export function waitingWords(periods: readonly OpenPeriod[], email: string): string | null {
  const first = periods.find(({ waiting }) => waiting.length > 0);
  if (!first) return null;
  const others = first.waiting.filter((one) => one !== email);
  const you = others.length < first.waiting.length;
  const who =
    you && others.length === 0
      ? "you have"
      : `${formatList([...(you ? ["you"] : []), ...others])} ${others.length > 1 || you ? "have" : "has"}`;
  return `For the days up to ${formatDate(first.day)}, ${who} until ${formatDateTime(first.until)}.`;
}

/** What a person who is asked reads at the top of the page. */
export const askedWords = (question: string, period: OpenPeriod): string =>
  `You are asked, for ${periodWords(period)}: “${question}” You can answer until ${formatDateTime(period.until)}.`;

/** What is to be known of a period before it is answered: until when, and that an answer stands already. */
export function periodHelp(period: OpenPeriod | undefined, email: string): string {
  if (!period) return "";
  const until = `Can be answered until ${formatDateTime(period.until)}.`;
  return period.waiting.includes(email)
    ? until
    : `${until} You have answered it: another answer stands in place of that one, and both stay to be read.`;
}
