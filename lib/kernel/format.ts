/** How figures are written for people. One function per kind of figure; nothing else formats a number or a date. */

const NBSP = "\u00a0";
const MINUS = "\u2212";
const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;
const NUMBER_WORDS = [
  "no",
  "one",
  "two",
  "three",
  "four",
  "five",
  "six",
  "seven",
  "eight",
  "nine",
  "ten",
  "eleven",
  "twelve",
];

/** A date as 2006, 2026-02, 2026-04-08 or a full time; a Date; or milliseconds since 1970. UTC throughout. */
export type DateLike = string | number | Date;
export type BoundWord = "equal" | "about" | "up_to" | "at_least" | "unknown";

/** 340756 → "340,756"; −0.4 → "−0.4". `digits` decimals, always shown. */
export function formatNumber(value: number, digits = 0): string {
  const rounded = Math.abs(value).toFixed(digits);
  const [whole = "0", fraction] = rounded.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  const sign = value < 0 && Number(rounded) !== 0 ? MINUS : "";
  return `${sign}${grouped}${fraction === undefined ? "" : `.${fraction}`}`;
}

/** With a sign in front, also for gains: 6.3 → "+6.3". Zero has none. */
export function formatSigned(value: number, digits = 0): string {
  const text = formatNumber(value, digits);
  return value > 0 && Number(value.toFixed(digits)) !== 0 ? `+${text}` : text;
}

/** A fraction of 1 as percent: 0.294 → "29.4 %", with a no-break space. */
export const formatPercent = (fraction: number, digits = 1): string =>
  `${formatNumber(fraction * 100, digits)}${NBSP}%`;

/** A fraction of 1 as the bare number of a percent column: 0.294 → "29.4". */
export const formatPercentNumber = (fraction: number, digits = 1): string =>
  formatNumber(fraction * 100, digits);

/** A difference of two shares, as signed points: 0.024 → "+2.4". */
export const formatPoints = (fraction: number, digits = 1): string => formatSigned(fraction * 100, digits);

/** The regular plural: "parties", "decisions". */
const pluralOf = (one: string): string => (/[^aeiou]y$/.test(one) ? `${one.slice(0, -1)}ies` : `${one}s`);

/** "1 decision", "3,629 decisions". The plural takes an s unless it is given. */
export const formatCount = (n: number, one: string, many = pluralOf(one)): string =>
  `${formatNumber(n)} ${n === 1 ? one : many}`;

/** Up to twelve in words ("no", "one", "three"), beyond in figures. */
export const numberWord = (n: number): string => NUMBER_WORDS[n] ?? formatNumber(n);

/** "no routers", "one router", "three routers". */
export const countInWords = (n: number, one: string, many = pluralOf(one)): string =>
  `${numberWord(n)} ${n === 1 ? one : many}`;

export const capitalise = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** "a", "a and b", "a, b and c". */
export function formatList(items: readonly string[], last = "and"): string {
  if (items.length < 2) return items[0] ?? "";
  return `${items.slice(0, -1).join(", ")} ${last} ${items[items.length - 1]}`;
}

/** Puts a bound before a figure: "about 8.0", "up to 50.0", "at least 12". */
export function formatBound(bound: BoundWord | string | null | undefined, figure: string): string {
  const words: Record<string, string> = { about: "about ", up_to: "up to ", at_least: "at least " };
  return `${words[bound ?? ""] ?? ""}${figure}`;
}

const SCALES = [
  [1e12, "tn"],
  [1e9, "bn"],
  [1e6, "m"],
] as const;

/** A decimal string or number of whole currency units: "8000000000" → "USD 8 bn", 30_500_000 → "USD 30.5 m". */
export function formatMoney(amount: string | number, currency: string | null = "USD"): string {
  const value = Number(amount);
  const scale = SCALES.find(([size]) => Math.abs(value) >= size);
  const unit = currency === null || currency === "" ? "" : `${currency}${NBSP}`;
  if (!scale) return `${unit}${trimZeros(formatNumber(value, Math.abs(value) < 1000 ? 2 : 0))}`;
  return `${unit}${trimZeros(formatNumber(value / scale[0], 2))}${NBSP}${scale[1]}`;
}

/** A column in billions, one decimal: "50000000000" → "50.0". */
export const formatBillions = (amount: string | number): string => formatNumber(Number(amount) / 1e9, 1);

/** The cost of requests in USD: large sums whole, small ones with as many decimals as they need. */
export function formatCost(usd: number): string {
  const size = Math.abs(usd);
  return formatNumber(usd, size >= 100 || size === 0 ? 0 : size >= 1 ? 2 : 5);
}

const trimZeros = (text: string): string => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);

type DateParts = { year: number; month: number | null; day: number | null };

function dateParts(value: DateLike): DateParts | null {
  if (typeof value === "string") {
    const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?/.exec(value);
    if (!match) return null;
    return {
      year: Number(match[1]),
      month: match[2] ? Number(match[2]) : null,
      day: match[3] ? Number(match[3]) : null,
    };
  }
  const date = new Date(value);
  return Number.isNaN(date.getTime())
    ? null
    : { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** As precise as it is known: "10 August 2026", "February 2026", "2006". Text that is no date is given back. */
export function formatDate(value: DateLike): string {
  const parts = dateParts(value);
  if (!parts) return String(value);
  const month = parts.month === null ? "" : `${MONTHS[parts.month - 1]} `;
  return `${parts.day === null ? "" : `${parts.day} `}${month}${parts.year}`;
}

/** "10 August": where the year is clear from beside it. */
export const formatDayMonth = (value: DateLike): string => formatDate(value).replace(/ \d{4}$/, "");

/** "10 Aug": on axes, marks and narrow columns. */
export function formatDayShort(value: DateLike): string {
  const parts = dateParts(value);
  if (!parts) return String(value);
  const month = parts.month === null ? String(parts.year) : (MONTHS[parts.month - 1] ?? "").slice(0, 3);
  return parts.day === null ? month : `${parts.day} ${month}`;
}

/** "10 Aug 2026": in table columns. */
export function formatDateShort(value: DateLike): string {
  const parts = dateParts(value);
  return !parts || parts.month === null ? formatDate(value) : `${formatDayShort(value)} ${parts.year}`;
}

/** "17 November 2026, 14:10 UTC". */
export function formatDateTime(value: DateLike): string {
  const iso = new Date(value).toISOString();
  return `${formatDate(iso)}, ${iso.slice(11, 16)}${NBSP}UTC`;
}

/** A half-open range of days in words, with the last day that belongs to it: "15 April to 20 November 2026". */
export function formatRange(from: DateLike, to: DateLike): string {
  const last = new Date(new Date(to).getTime() - 1);
  const sameYear = new Date(from).getUTCFullYear() === last.getUTCFullYear();
  const start = sameYear ? formatDayMonth(new Date(from)) : formatDate(new Date(from));
  return formatDayMonth(new Date(from)) === formatDayMonth(last) && sameYear
    ? formatDate(last)
    : `${start} to ${formatDate(last)}`;
}

/** Whole days from now: "today", "in 3 days", "16 days ago". */
export function formatDaysAway(days: number): string {
  if (days === 0) return "today";
  return days > 0 ? `in ${formatCount(days, "day")}` : `${formatCount(-days, "day")} ago`;
}

/** An odds ratio: 1.65 → "1.65 times". */
export const formatOdds = (ratio: number): string => `${formatNumber(ratio, 2)} times`;

/** "between 1.57 and 1.73". */
export const formatBetween = (low: string, high: string): string => `between ${low} and ${high}`;

/** The two ends of a digest: "sha256:4be1…c07a". */
export function formatDigest(digest: string): string {
  const [algorithm, hex] = digest.includes(":") ? digest.split(":", 2) : ["sha256", digest];
  return `${algorithm}:${(hex ?? "").slice(0, 4)}…${(hex ?? "").slice(-4)}`;
}

/** 1536 → "1.5 KiB". */
export function formatBytes(bytes: number): string {
  const units = ["bytes", "KiB", "MiB", "GiB"];
  const power = Math.min(units.length - 1, bytes > 0 ? Math.floor(Math.log2(bytes) / 10) : 0);
  return `${formatNumber(bytes / 1024 ** power, power === 0 ? 0 : 1)}${NBSP}${units[power]}`;
}
