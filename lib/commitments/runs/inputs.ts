import { Fold, type GuardEvidence, type KeptFit, nameOfFit } from "@/lib/neutrality/server";
import type { Day } from "../day";
import type { Between, Breached, CheckFitRow, Content, Earlier } from "../metrics/metric";
import { hashOf } from "./hash";

/** What a result rests on, as it is kept beside it: which revision of each day, which fits, and what it was held against. */
export type KeptInputs = {
  days: [day: Day, revision: number][];
  fits: [b_version: number, router: string, policy_version: string][];
  evidence: GuardEvidence | null;
  earlier: Earlier | null;
  /** Absent where there is none. */
  breached?: Breached;
  look: number;
  /** It makes up for a due look that failed; else absent. */
  due?: true;
  /** Absent of a look that was due. */
  between?: Between;
};

export const NO_INPUTS: KeptInputs = { days: [], fits: [], evidence: null, earlier: null, look: 0 };

/** SHA-256 over all of it, with the hashes of the days' and fits' contents in place of their numbers. */
export const hashInputs = (
  { evidence, earlier, breached, look, due, between }: KeptInputs,
  days: readonly { day: Day; revision: number; content_hash: string }[],
  fits: readonly { b_version: number; router: string; policy_version: string; content_hash: string }[],
): string =>
  hashOf({
    days: days.map(({ day, revision, content_hash }) => `${day} ${revision} ${content_hash}`).join(),
    fits: fits.map(({ b_version, router, policy_version, content_hash }) => [
      b_version,
      router,
      policy_version,
      content_hash,
    ]),
    ...{ evidence, earlier, look },
    ...(breached ? { breached } : {}),
    ...(due ? { due } : {}),
    ...(between ? { between } : {}),
  });

const nameOf = ({ router, policy_version, b_version }: KeptFit): string =>
  `${b_version} ${nameOfFit({ router, policy_version })}`;

// Days never change, and a window grows at its end.
const usedBy = new Fold<Content, Set<string>>((used, { fits }) => {
  for (const fit of Array.isArray(fits) ? (fits as KeptFit[]) : []) used.add(nameOf(fit));
});

/** The fits that days were measured by. */
export function fitsUsed<F extends CheckFitRow>(fits: readonly F[], contents: readonly Content[]): F[] {
  const used = usedBy.of(contents, () => new Set());
  return fits.filter((fit) => used.has(nameOf(fit)));
}
