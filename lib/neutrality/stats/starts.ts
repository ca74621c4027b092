/** A day from which evidence is counted, with its share of the stake; `policy` when a policy version begins there. */
export type Start = { day: number; weight: number; policy: boolean };

const WEEK = 7;
const weightOf = (m: number): number => 0.5 / (m * (m + 1));

/**
 * Starts up to the last day: day 0 and each day on which a policy version unseen in the window first decides; and
 * days 0, 7, 14, … The m-th of each list has weight 1/2 · 1/(m (m + 1)); a day in both has both.
 */
export function listStarts(policy_days: Iterable<number>, last_day: number): Start[] {
  const policies = [...new Set([0, ...policy_days])].filter((day) => day <= last_day).sort((a, b) => a - b);
  const starts = new Map<number, Start>(
    policies.map((day, index) => [day, { day, weight: weightOf(index + 1), policy: true }]),
  );
  for (let week = 0; week * WEEK <= last_day; week += 1) {
    const day = week * WEEK;
    const policy = starts.get(day);
    starts.set(day, {
      day,
      weight: (policy?.weight ?? 0) + weightOf(week + 1),
      policy: policy !== undefined,
    });
  }
  return [...starts.values()].sort((a, b) => a.day - b.day);
}
