import type { InputError } from "@/lib/kernel/errors";

type Named = { key: string; name: string };

/** A deployment serves one platform company: an error for each further one, which names both. */
export function platformErrors(
  stored: readonly Named[],
  changed: readonly (Named & { kinds: readonly string[] })[],
): { key: string; error: InputError }[] {
  const next = new Map(stored.map((party) => [party.key, party.name]));
  for (const { key } of changed) next.delete(key);
  const errors: { key: string; error: InputError }[] = [];
  for (const { key, name, kinds } of changed) {
    if (!kinds.includes("platform")) continue;
    const [other] = next.values();
    if (other !== undefined)
      errors.push({
        key,
        error: {
          pointer: "/kinds",
          message: `There is one platform only: “${other}” is it already, so “${name}” cannot be.`,
        },
      });
    else next.set(key, name);
  }
  return errors;
}
