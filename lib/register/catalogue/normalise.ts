const REGION_PREFIXES = ["us.", "eu.", "apac.", "global."];

/**
 * A model's name as it is compared: lower case, trimmed, without an ARN up to its last slash, then without one
 * region prefix. Nothing else is guessed.
 */
export function normaliseModelName(name: string): string {
  const text = name.trim().toLowerCase();
  const bare = text.startsWith("arn:") ? text.slice(text.lastIndexOf("/") + 1) : text;
  const prefix = REGION_PREFIXES.find((candidate) => bare.startsWith(candidate));
  return prefix === undefined ? bare : bare.slice(prefix.length);
}

/** Patterns compare as names do; `*` stands for any text, `?` for one character. */
export function normalisePattern(pattern: string): string {
  const normalised = normaliseModelName(pattern);
  // `us.*` without its prefix would claim every name there is.
  return literalLength(normalised) === 0 ? pattern.trim().toLowerCase() : normalised;
}

export const isGlob = (pattern: string): boolean => /[*?]/.test(pattern);

/** Characters of a pattern that stand for themselves: the measure of how specific a glob is. */
export const literalLength = (pattern: string): number => pattern.replaceAll(/[*?]/g, "").length;
