/** `gpt-4o/azure` is a model at a provider; `openai/gpt-4` names the provider first, as other paths do. */
const namesOf = (entry: string): string[] => {
  const whole = entry.trim().toLowerCase();
  const parts = whole.split("/");
  return [whole, parts[0] ?? "", parts.at(-1) ?? ""];
};

/** How much of a served name an entry accounts for: it is that model, or a dated release of it. */
const matched = (entry: string, served: string): number =>
  Math.max(
    0,
    ...namesOf(entry)
      .filter((name) => name !== "" && (served === name || served.startsWith(`${name}-`)))
      .map((name) => name.length),
  );

/**
 * Whether a request's list of models, tried in this order until one answers (`gpt-4o/openai,claude-sonnet-4`), was
 * answered by a model after the first. The same model at another provider is no other choice.
 */
export function laterAnswered(requested: string | undefined, served: string | undefined): boolean {
  const entries = requested?.split(",") ?? [];
  if (entries.length < 2 || entries.length > 64 || served === undefined) return false;
  const scores = entries.map((entry) => matched(entry, served.toLowerCase()));
  const best = Math.max(...scores);
  return best > 0 && scores.indexOf(best) > 0;
}
