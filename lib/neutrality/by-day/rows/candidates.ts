import type { Covariate } from "../../schema";
import { MODEL_SHIFT } from "../../store/names";
import { LACKS } from "../../store/prepare-sql";
import type { Columns } from "./schema";

/**
 * Numbers of models by the words of a block's dictionaries (see `codeNames`), and whose each is: twice its owner's number,
 * and 1 more where it is focal. Worked out word by word: of decisions it would be asked a hundred thousand times.
 */
export type Codes = { chosen: Owned; models: Owned };
export type Owned = { codes: Float64Array; whose: Int32Array };

export const ownedBy = (codes: Float64Array): Owned => ({ codes, whose: Int32Array.from(codes, whoseIs) });

const whoseIs = (code: number): number => code % MODEL_SHIFT;
export const isFocal = (whose: number): number => whose & 1;
export const ownerOf = (whose: number): number => whose >> 1;

/** A decision's candidates, sorted out as in a prepared table. One is filled again and again: read it before the next. */
export type Candidates = {
  /** Place among `STRUCTURE`, from 1; 0: they can be compared. */
  structure: number;
  lacks: number;
  /** How many, and which of them was chosen; -1: none. */
  count: number;
  at: number;
  /** How many are focal; 0 where they cannot be compared. */
  focals: number;
  codes: Float64Array;
  /** Of each: twice its owner's number, and 1 more where it is focal. */
  whose: Int32Array;
  /** Costs in USD and latencies in ms, as they were logged. */
  costs: Float64Array;
  latencies: Float64Array;
  figures: Record<Covariate, Float64Array>;
};

export const newCandidates = (room = 32): Candidates => ({
  ...{ structure: 0, lacks: 0, count: 0, at: -1, focals: 0 },
  codes: new Float64Array(room),
  whose: new Int32Array(room),
  costs: new Float64Array(room),
  latencies: new Float64Array(room),
  figures: {
    quality: new Float64Array(room),
    log_cost: new Float64Array(room),
    latency_s: new Float64Array(room),
  },
});

const makeRoom = (found: Candidates, count: number): void => {
  if (count > found.codes.length) Object.assign(found, newCandidates(2 * count));
};

/** Cheapest first, those of unknown cost last; as they stand where costs are equal. */
const byCost =
  (costs: Float64Array) =>
  (a: number, b: number): number => {
    const [left, right] = [costs[a] ?? Number.NaN, costs[b] ?? Number.NaN];
    const unknown = Number(Number.isNaN(left)) - Number(Number.isNaN(right));
    return unknown || left - right || a - b;
  };

/** Keeps each model once, the cheapest, of those that are eligible (all where `barred` says nothing). */
function sortOut(found: Candidates, barred: ReadonlySet<number>): void {
  const { codes, whose, costs, latencies, figures } = found;
  const kept: number[] = [];
  const seen = new Set<number>();
  const eligible = Array.from({ length: found.count }, (_, nth) => nth).filter((nth) => !barred.has(nth));
  for (const nth of eligible.sort(byCost(costs))) {
    const code = codes[nth] ?? 0;
    if (!seen.has(code)) kept.push(nth);
    seen.add(code);
  }
  whose.set(kept.map((nth) => whose[nth] ?? 0));
  for (const figure of [codes, costs, latencies, figures.quality])
    figure.set(kept.map((nth) => figure[nth] ?? 0));
  found.count = kept.length;
}

const NONE: ReadonlySet<number> = new Set();

const repeats = ({ codes, count }: Candidates): boolean => {
  for (let nth = 1; nth < count; nth += 1)
    for (let before = 0; before < nth; before += 1) if (codes[before] === codes[nth]) return true;
  return false;
};

/** The candidates of a row as they were logged. */
function takeLogged(columns: Columns, row: number, models: Owned, found: Candidates): void {
  const { models: lists, eligible, quality, cost, latency } = columns;
  const first = row === 0 ? 0 : (lists.ends[row - 1] ?? 0);
  found.count = (lists.ends[row] ?? 0) - first;
  makeRoom(found, found.count);
  const { codes, whose, costs, latencies, figures } = found;
  let barred: Set<number> | null = null;
  for (let nth = 0; nth < found.count; nth += 1) {
    const place = first + nth;
    const word = lists.items.at[place] ?? 0;
    codes[nth] = models.codes[word] ?? 0;
    whose[nth] = models.whose[word] ?? 0;
    figures.quality[nth] = quality.at(place);
    costs[nth] = cost.at(place);
    latencies[nth] = latency.at(place);
    if (eligible[place] === 0) {
      barred ??= new Set();
      barred.add(nth);
    }
  }
  if (barred || repeats(found)) sortOut(found, barred ?? NONE);
}

/** A candidate that a policy supplies; a figure that nobody knows is NaN. */
export type DeclaredCandidate = { code: number; quality: number; cost: number };

function takeDeclared(declared: readonly DeclaredCandidate[], found: Candidates): void {
  found.count = declared.length;
  makeRoom(found, found.count);
  for (const [nth, { code, quality, cost }] of declared.entries()) {
    found.codes[nth] = code;
    found.whose[nth] = whoseIs(code);
    found.figures.quality[nth] = quality;
    found.costs[nth] = cost;
    found.latencies[nth] = Number.NaN;
  }
  if (repeats(found)) sortOut(found, NONE);
}

export type Reading = {
  codes: Codes;
  /** Whether the source's quality was measured after the fact. */
  refused: boolean;
  /** What a policy supplies where the log names none; null: nothing. */
  declared: readonly DeclaredCandidate[] | null;
};

/** Sorts out the candidates of a row into `found`. */
export function readCandidates(columns: Columns, row: number, reading: Reading, found: Candidates): void {
  const { codes, refused, declared } = reading;
  if (declared) takeDeclared(declared, found);
  else takeLogged(columns, row, codes.models, found);
  judgeCandidates(found, codes.chosen.codes[columns.chosen.at[row] ?? 0] ?? 0);
  if (refused && !declared) found.lacks |= LACKS.refused;
}

// Beyond these no figure is one: its square would leave the range of numbers. As in `credible`.
const MOST_SQUARES = 1e200;

function judgeCandidates(found: Candidates, choice: number): void {
  const { count, codes, whose, costs, latencies, figures } = found;
  let at = -1;
  let focals = 0;
  let squares = 0;
  let slow = 0;
  let spent = 0;
  let unknown = false;
  let free = false;
  for (let nth = 0; nth < count; nth += 1) {
    const code = codes[nth] ?? 0;
    const good = figures.quality[nth] ?? 0;
    const price = costs[nth] ?? 0;
    const took = latencies[nth] ?? 0;
    figures.log_cost[nth] = Math.log(price);
    figures.latency_s[nth] = took / 1000;
    if (code === choice) at = nth;
    const whom = whose[nth] ?? 0;
    if (ownerOf(whom) === 0) unknown = true;
    focals += isFocal(whom);
    squares += good * good;
    slow += took * took;
    spent += price;
    if (price <= 0) free = true;
  }
  found.at = at;
  found.structure = count === 0 ? 1 : unknown ? 2 : at < 0 ? 3 : count < 2 ? 4 : 0;
  found.focals = found.structure === 0 ? focals : 0;
  found.lacks =
    (squares <= MOST_SQUARES ? 0 : LACKS.quality) |
    (Number.isNaN(spent) ? LACKS.cost : 0) |
    (slow <= MOST_SQUARES ? 0 : LACKS.latency) |
    (free ? LACKS.zero_cost : 0);
}
