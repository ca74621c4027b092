import { LEAST_DECISIONS } from "../checks/definition";
import type { Content, Judged, Judging, Metric } from "./metric";
import { type rangeOf, readDays } from "./query";
import { type OwnerPart, readOwnerParts } from "./share-ceiling-sql";

type CeilingDay = { parts: OwnerPart[] };

/**
 * The focus's share of the routed decisions (or their tokens, or cost) over the window so far. A census: no interval. Rule
 * 2: few decisions say nothing.
 */
export const SHARE_CEILING: Metric<"share_ceiling"> = {
  rule: () => 2,
  per: () => "day",
  measure: async ({ test, days, context }) => {
    const read = (range: ReturnType<typeof rangeOf>) => readOwnerParts(test, range, context);
    return { days: await readDays<Content>(test.scope, days, read, { parts: [] }), fits: [] };
  },
  judge: judgeCeiling,
};

/** Where nothing else was fixed, a share is watched from nine tenths of its ceiling on. */
const WATCHED = 0.9;

function verdictOf(
  { share, n, watch_above }: { share: number | null; n: number; watch_above: number },
  { ceiling, minimum_decisions = LEAST_DECISIONS }: Judging<"share_ceiling">["test"],
): [Judged["verdict"], string] {
  if (share === null) return ["no_data", "nothing_routed"];
  if (n < minimum_decisions) return ["inconclusive", "too_few"];
  if (share > ceiling) return ["breach", "above_ceiling"];
  return share > watch_above ? ["watch", "near_ceiling"] : ["kept", "below_ceiling"];
}

export function judgeCeiling({ test, days }: Pick<Judging<"share_ceiling">, "test" | "days">): Judged {
  const parts = days.flatMap(({ content }) => (content as CeilingDay).parts);
  const known = parts.filter(({ owner }) => owner !== null);
  const sum = (some: readonly OwnerPart[]) => some.reduce((total, { amount }) => total + amount, 0);
  const total = sum(known);
  const share = total > 0 ? sum(known.filter(({ own }) => own)) / total : null;
  const n = known.reduce((count, { decisions }) => count + decisions, 0);
  const watch_above = test.watch_above ?? WATCHED * test.ceiling;
  const [verdict, reason] = verdictOf({ share, n, watch_above }, test);
  const bare = { lower: null, upper: null };
  return {
    verdict,
    figures: {
      measures: [
        { ...bare, name: "share", unit: "share", value: share, limit: test.ceiling },
        { ...bare, name: "watch_above", unit: "share", value: watch_above, limit: null },
      ],
      n,
      because: [reason],
      tilt: null,
      rows: rowsOf(known, total),
    },
    b_version: null,
  };
}

/** Own and partners' parts, without names: who of the partners got how much is not for everybody. */
const rowsOf = (parts: readonly OwnerPart[], total: number) =>
  (["own", "partners"] as const).map((group) => {
    const some = parts.filter(({ own }) => own === (group === "own"));
    const n = some.reduce((count, { decisions }) => count + decisions, 0);
    const amount = some.reduce((sum, part) => sum + part.amount, 0);
    return {
      label: group === "own" ? "focus" : "others",
      group,
      value: total > 0 ? amount / total : null,
      n,
    };
  });
