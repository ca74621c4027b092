import { nameWords, normaliseName } from "./normalise-name";

/** A party as far as its names and identifiers tell who it is. */
export type NamedParty = { key: string; name: string; aliases: readonly string[]; lei: string | null };

/** Why two parties may be one, the strongest reason first. */
export const LIKENESS = ["lei", "name", "initials", "spelling"] as const;
export type Likeness = { reason: (typeof LIKENESS)[number]; first: string; second: string };

const MIN_SPELLED = 6;

/** Of two texts of at least six letters: one slip of the pen, two from twelve letters on; figures are never slips. */
function isSpelledAlike(a: string, b: string): boolean {
  const shorter = Math.min(a.length, b.length);
  if (shorter < MIN_SPELLED || digitsOf(a) !== digitsOf(b)) return false;
  const allowed = shorter >= 12 ? 2 : 1;
  return Math.abs(a.length - b.length) <= allowed && distance(a, b) <= allowed;
}

const digitsOf = (text: string): string => text.replaceAll(/\D+/g, " ").trim();

/**
 * Edits that lead from one text to the other: a letter more, less or another, or two neighbours swapped (optimal string
 * alignment; Damerau 1964).
 */
export function distance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const edits = [(last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1)];
      row.push(Math.min(...edits, swapped ? (before[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY));
    }
    before = last;
    last = row;
  }
  return last[b.length] ?? a.length;
}

/** "aws" for "Amazon Web Services": of three words or more, or two letters would be anybody's. */
function isInitials(short: string, words: readonly string[]): boolean {
  const telling = words.filter((word) => word !== "and" && word !== "of");
  return telling.length >= 3 && short === telling.map(([letter]) => letter).join("");
}

type Name = { text: string; words: readonly string[]; plain: string };

const namesOf = ({ name, aliases }: NamedParty): Name[] =>
  [name, ...aliases].map((text) => ({ text, words: nameWords(text), plain: normaliseName(text) }));

function likenessOf(a: Name, b: Name): Likeness["reason"] | null {
  if (a.plain === "" || b.plain === "") return null;
  // "Open AI" and "OpenAI": spaces are how people write, not who it is.
  if (a.plain === b.plain || a.words.join("") === b.words.join("")) return "name";
  if (isInitials(a.plain, b.words) || isInitials(b.plain, a.words)) return "initials";
  return isSpelledAlike(a.plain, b.plain) ? "spelling" : null;
}

/** Why two parties may be one and the same, by their names, aliases and LEI; null where nothing says so. */
export function likeness(a: NamedParty, b: NamedParty): Likeness | null {
  if (a.lei !== null && b.lei !== null)
    return a.lei === b.lei ? { reason: "lei", first: a.lei, second: b.lei } : null;
  const found = namesOf(a).flatMap((first) =>
    namesOf(b).flatMap((second) => {
      const reason = likenessOf(first, second);
      return reason === null ? [] : [{ reason, first: first.text, second: second.text }];
    }),
  );
  return found.sort((x, y) => LIKENESS.indexOf(x.reason) - LIKENESS.indexOf(y.reason))[0] ?? null;
}

/**
 * What two parties have in common whenever they are alike: only they are compared, so that thousands of parties do not
 * mean millions of comparisons. Slips of the pen leave the beginning or the end of a name as it was.
 */
function handlesOf(party: NamedParty): string[] {
  const names = namesOf(party).flatMap(({ words }) => {
    const joined = words.join("");
    if (joined === "") return [];
    const telling = words.filter((word) => word !== "and" && word !== "of");
    const initials = telling.length >= 3 ? [telling.map(([letter]) => letter).join("")] : [];
    const ends = joined.length >= MIN_SPELLED - 1 ? [`${joined.slice(0, 3)}…`, `…${joined.slice(-3)}`] : [];
    return [joined, ...initials, ...ends];
  });
  return [...new Set([...names, ...(party.lei === null ? [] : [party.lei])])];
}

/** The strongest reason first; equal ones as they stand. */
export const bySurety = (a: { likeness: Likeness }, b: { likeness: Likeness }): number =>
  LIKENESS.indexOf(a.likeness.reason) - LIKENESS.indexOf(b.likeness.reason);

/** Every pair that may be one party, strongest reason first, in the order given otherwise. */
export function similarPairs<P extends NamedParty>(
  parties: readonly P[],
): { first: P; second: P; likeness: Likeness }[] {
  const seen = new Map<string, number[]>();
  const pairs: { first: P; second: P; likeness: Likeness }[] = [];
  parties.forEach((second, at) => {
    const handles = handlesOf(second);
    const earlier = new Set(handles.flatMap((handle) => seen.get(handle) ?? []));
    for (const place of [...earlier].sort((a, b) => a - b)) {
      const first = parties[place];
      const found = first ? likeness(first, second) : null;
      if (first && found) pairs.push({ first, second, likeness: found });
    }
    for (const handle of handles) seen.set(handle, [...(seen.get(handle) ?? []), at]);
  });
  return pairs.sort(bySurety);
}
