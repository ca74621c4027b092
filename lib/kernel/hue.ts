/** Names of the design tokens that say who. `own` is first-party, always and only. */
export type Hue = "own" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "others";

const PARTNER_HUES: readonly Hue[] = ["p1", "p2", "p3", "p4", "p5", "p6"];

export type HueParty = { key: string; ordinal: number; kinds: readonly string[]; first_party: boolean };

/** Blue for first-party; partners and rival platforms by order of entry in the register, never by rank; else grey. */
export function partyHues(parties: readonly HueParty[]): Map<string, Hue> {
  const coloured = parties
    .filter((party) => !party.first_party)
    .filter((party) => party.kinds.some((kind) => kind === "partner" || kind === "rival_platform"))
    .toSorted((a, b) => a.ordinal - b.ordinal);
  const hues = new Map<string, Hue>(
    parties.map((party) => [party.key, party.first_party ? "own" : "others"]),
  );
  for (const [place, party] of coloured.entries()) hues.set(party.key, PARTNER_HUES[place] ?? "others");
  return hues;
}

/** The CSS colour of a hue. */
export const hueVar = (hue: Hue): string => `var(--${hue})`;
