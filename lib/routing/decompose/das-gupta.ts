/** Decisions of one task and router, and those of them that went to our own models. */
export type Count = { decisions: number; own: number };

export type DecomposedCell = { task: string; router: string; before: Count; after: Count };

export type Parts = { task_mix: number; router_mix: number; within: number };

type Pair = readonly [before: number, after: number];

const EMPTY: Count = { decisions: 0, own: 0 };
const plus = (a: Count, b: Count): Count => ({ decisions: a.decisions + b.decisions, own: a.own + b.own });

/** Two shares of which one may have no base: then it is the other; 0 where neither has. */
function shares(before: Pair, after: Pair): Pair {
  const of = ([part, whole]: Pair) => (whole > 0 ? part / whole : null);
  const [first, second] = [of(before), of(after)];
  return [first ?? second ?? 0, second ?? first ?? 0];
}

const change = ([before, after]: Pair): number => after - before;
const middle = ([before, after]: Pair): number => (before + after) / 2;

/** What the other two factors weigh on average over the orders in which the three may have changed. */
const weight = ([a, a2]: Pair, [b, b2]: Pair): number => (a * b + a2 * b2) / 3 + (a * b2 + a2 * b) / 6;

/**
 * The change of our own models' share as the sum over cells of three parts: tasks' shares, routers' shares within a
 * task, our share within both (Das Gupta 1993; with one router two factors, Kitagawa 1955). A share that is undefined
 * in one period takes the other's value. Each cell's mix is counted from the mean share (of all, and of its task): what
 * that takes off cancels within each part, and a cell whose own share is the usual one moves nothing by growing. Pure.
 */
export function decompose(cells: readonly DecomposedCell[]): (DecomposedCell & Parts)[] {
  const tasks = new Map<string, { before: Count; after: Count }>();
  let all = { before: EMPTY, after: EMPTY };
  for (const { task, before, after } of cells) {
    const sum = tasks.get(task) ?? { before: EMPTY, after: EMPTY };
    tasks.set(task, { before: plus(sum.before, before), after: plus(sum.after, after) });
    all = { before: plus(all.before, before), after: plus(all.after, after) };
  }
  const usual = middle(ownShares(all));
  return cells.map((cell) => {
    const of_task = tasks.get(cell.task) ?? all;
    const tasks_share = sharesWithin(of_task, all);
    const routers_share = sharesWithin(cell, of_task);
    const own_share = ownShares(cell);
    return {
      ...cell,
      task_mix: change(tasks_share) * (weight(routers_share, own_share) - usual * middle(routers_share)),
      router_mix:
        change(routers_share) *
        (weight(tasks_share, own_share) - middle(ownShares(of_task)) * middle(tasks_share)),
      within: change(own_share) * weight(tasks_share, routers_share),
    };
  });
}

type Both = { before: Count; after: Count };

const ownShares = ({ before, after }: Both): Pair =>
  shares([before.own, before.decisions], [after.own, after.decisions]);

const sharesWithin = (part: Both, whole: Both): Pair =>
  shares([part.before.decisions, whole.before.decisions], [part.after.decisions, whole.after.decisions]);

/** Each part over all cells. */
export const sumParts = (cells: Iterable<Parts>): Parts => {
  const sum = { task_mix: 0, router_mix: 0, within: 0 };
  for (const { task_mix, router_mix, within } of cells) {
    sum.task_mix += task_mix;
    sum.router_mix += router_mix;
    sum.within += within;
  }
  return sum;
};

/** Decisions and own choices over all cells, in both periods. */
export const sumCounts = (cells: Iterable<Both>): Both => {
  let all: Both = { before: EMPTY, after: EMPTY };
  for (const { before, after } of cells)
    all = { before: plus(all.before, before), after: plus(all.after, after) };
  return all;
};

/** Our own share after less before; 0 where one of the periods has no decisions. */
export const shareChange = (all: Both): number => change(ownShares(all));
