/** "our own models", "models of zeta": whom a check asks about. */
export function focusWords(focus: string): string {
  if (focus === "first_party") return "our own models";
  if (focus === "investees") return "models of parties that we have invested in";
  return `models of ${focus.replace(/^party:/, "")}`;
}

/** Whom a check's test asks about: our own models where it names nobody. */
export const focusOf = (test: object): string =>
  "focus" in test && typeof test.focus === "string" ? test.focus : "first_party";
