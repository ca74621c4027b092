import { capitalise, formatList } from "@/lib/kernel/format";
import { compare } from "../collections";
import { rightWords } from "../facts/deals";
import type { HeldRight } from "../graph";
import { POINTS_TABLE } from "../points-table";
import type { Factor } from "../severity";

const weight = ({ right }: HeldRight): number => POINTS_TABLE.rights[right.type] ?? 1;

/**
 * The rights that decide the factor, heaviest first: those agreed; else, where none is open, those known not to be
 * agreed. Empty where nothing is recorded or a right is neither agreed nor refused.
 */
export function decidingRights(rights: readonly HeldRight[]): HeldRight[] {
  const order = (a: HeldRight, b: HeldRight) => weight(b) - weight(a) || compare(a.right.key, b.right.key);
  const agreed = rights.filter(({ right }) => right.state === "agreed");
  if (agreed.length > 0) return agreed.toSorted(order);
  return rights.some(({ right }) => right.state === "unknown") ? [] : rights.toSorted(order);
}

/** The heaviest right agreed; `agreed`, `not_agreed` and `unknown` are three different things. */
export function rightsFactor(rights: readonly HeldRight[], over: string): Factor {
  const deciding = decidingRights(rights);
  const [first] = deciding;
  if (!first) return { key: "rights", known: `Not known for ${over}: nobody has said`, points: null };
  if (first.right.state === "not_agreed")
    return { key: "rights", known: `None: the rights on record were not agreed`, points: 0 };
  const types = [...new Set(deciding.map(({ right }) => rightWords(right.type)))];
  return { key: "rights", known: capitalise(formatList(types)), points: weight(first) };
}
