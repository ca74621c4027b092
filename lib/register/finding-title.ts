const ABOUT: Record<string, string> = {
  breach: "Breach of",
  watch: "Watch on",
  failed: "Failed run of",
  overdue: "Overdue:",
};

/**
 * What a finding is called wherever its name stands alone: "Breach of “Forge does not favour our own models”". The title of
 * a check is what is promised; alone it would say the opposite of what was found.
 */
export const findingTitle = (verdict: string, title: string): string =>
  `${ABOUT[verdict] ?? `${verdict} of`} “${title.replace(/\.$/, "")}”`;
