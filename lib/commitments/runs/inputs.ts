import { type GuardEvidence, nameOfFit } from "@/lib/neutrality/server";
import type { Day } from "../day";
import type { CheckFitRow, Content, Earlier } from "../metrics/metric";
import { hashOf } from "./hash";

/** What a result rests on, as it is kept beside it: which revision of each day, which fits, and what it was held against. */
export type KeptInputs = {
  days: [day: Day, revision: number][];
  fits: [b_version: number, router: string, policy_version: string][];
  evidence: GuardEvidence | null;
  earlier: Earlier | null;
  look: number;
};

export const NO_INPUTS: KeptInputs = { days: [], fits: [], evidence: null, earlier: null, look: 0 };

/** SHA-256 over all of it, with the hashes of the days' and fits' contents in place of their numbers. */
export const hashInputs = (
  { evidence, earlier, look }: KeptInputs,
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
  });

/** The fits that days were measured by. */
export function fitsUsed<F extends CheckFitRow>(fits: readonly F[], contents: readonly Content[]): F[] {
  const used = new Set(
    contents.flatMap((content) =>
      (Array.isArray(content.fits) ? content.fits : []).map(
        (fit: { router: string; policy_version: string; b_version: number | null }) =>
          `${fit.b_version} ${nameOfFit(fit)}`,
      ),
    ),
  );
  return fits.filter((fit) => used.has(`${fit.b_version} ${nameOfFit(fit)}`));
}
