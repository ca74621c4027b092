import type { Covariate } from "../../schema";
import { lackMask } from "../../store/tally";
import type { DayTally } from "../revealed-sql";
import { type Candidates, isFocal, newCandidates, ownerOf, type Reading, readCandidates } from "./candidates";
import type { NumberedDay, NumberedPart } from "./number-day";
import { KIND, type Part } from "./schema";

/**
 * Decisions of a part that may be tested, once fits stand: `rows` of the columns, and of each decision's candidates whether
 * they are focal, and how far their covariates lie from the chosen one's; `ends` says where each decision's end.
 */
export type Comparable = {
  part: NumberedPart;
  rows: Uint32Array;
  won: Uint8Array;
  ends: Uint32Array;
  own: Uint8Array;
  /** Of each candidate one figure a covariate, in order. */
  apart: Float64Array;
};

// What was used for one day serves the next.
const idle: Float64Array[] = [];
const MOST_IDLE = 4;

const takeFloats = (room: number): Float64Array => {
  const at = idle.findIndex(({ length }) => length >= room);
  return (at < 0 ? undefined : idle.splice(at, 1)[0]) ?? new Float64Array(room);
};

/** What may be tested of a part while it is gone through: `count` so far, with so many candidates. */
export type Filling = Comparable & { count: number; candidates: number };

export const newComparable = (part: NumberedPart, covariates: readonly Covariate[]): Filling => {
  // Candidates that policies supply come on top of what was logged: room is made where they do.
  const room = part.columns.models.items.at.length;
  const most = part.at.length;
  return {
    ...{ part, rows: new Uint32Array(most), won: new Uint8Array(most), ends: new Uint32Array(most) },
    ...{ own: new Uint8Array(room), apart: takeFloats(room * covariates.length), count: 0, candidates: 0 },
  };
};

export const filled = ({ part, rows, won, ends, own, apart, count }: Filling): Comparable => ({
  ...{ part, rows: rows.subarray(0, count), won: won.subarray(0, count), ends: ends.subarray(0, count) },
  ...{ own, apart },
});

/** Says that these are not looked at any more. */
export function letGo(comparable: readonly Comparable[]): void {
  for (const { apart } of comparable) idle.push(apart);
  idle.splice(0, idle.length - MOST_IDLE);
}

/** Makes room for so many candidates. */
function widen(found: Filling, room: number, covariates: number): void {
  const [own, apart] = [new Uint8Array(2 * room), new Float64Array(2 * room * covariates)];
  own.set(found.own);
  // What served another day may be longer than this one needs.
  apart.set(found.apart.subarray(0, found.candidates * covariates));
  Object.assign(found, { own, apart });
}

export function addComparable(
  found: Filling,
  row: number,
  focal: number,
  { whose, count, at, figures }: Candidates,
  covariates: readonly Covariate[],
): void {
  const start = found.candidates;
  const size = covariates.length;
  if (start + count > found.own.length) widen(found, start + count, size);
  const { own, apart } = found;
  for (let nth = 0; nth < count; nth += 1) own[start + nth] = isFocal(whose[nth] ?? 0);
  for (let k = 0; k < size; k += 1) {
    const figure = figures[covariates[k] ?? "quality"];
    const chosen = figure[at] ?? 0;
    let place = start * size + k;
    for (let nth = 0; nth < count; nth += 1) {
      apart[place] = (figure[nth] ?? 0) - chosen;
      place += size;
    }
  }
  found.candidates = start + count;
  found.ends[found.count] = start + count;
  found.rows[found.count] = row;
  found.won[found.count] = focal;
  found.count += 1;
}

/** `seen`: 1 for each owner, by number, that has had a candidate. */
type Counting = DayTally & { seen: Uint8Array };

/** A tally for each way in which decisions are alike; found by numbers, since this is asked of every decision. */
export class Tallies {
  readonly #tallies = new Map<number, Counting>();
  readonly #owners: number;

  /** `owners`: the largest number of one. */
  constructor(owners: number) {
    this.#owners = owners;
  }

  of(fit: number, { structure, lacks }: Candidates, two_sided: number, pooled: number): Counting {
    const key = ((fit * 8 + structure) * 64 + lacks) * 4 + two_sided * 2 + pooled;
    const known = this.#tallies.get(key);
    if (known) return known;
    const tally: Counting = {
      ...{ day: 0, structure, lacks, fit, two_sided, pooled },
      ...{ decisions: 0, won: 0, choices: 0, partners: [], seen: new Uint8Array(this.#owners + 1) },
    };
    this.#tallies.set(key, tally);
    return tally;
  }

  list(): DayTally[] {
    return [...this.#tallies.values()].map(({ seen, ...tally }) => ({
      ...tally,
      partners: [...seen.keys()].filter((owner) => seen[owner] === 1),
    }));
  }
}

export type CountedRows = { tallies: DayTally[]; comparable: Comparable[] };

/** Looks at each routed production decision of a day: the tallies, as `readDayTallies` has them, and what may be tested. */
export function countRows({ parts, covariates, owners, refused, declared: pools }: NumberedDay): CountedRows {
  const candidates = newCandidates();
  const tallies = new Tallies(owners.length);
  const mask = lackMask(covariates);
  const filling = parts.map((part) => newComparable(part, covariates));
  for (const found of filling) {
    const { columns, at, codes, fit } = found.part;
    const reading: Reading = { codes, declared: null, refused: false };
    for (let nth = 0; nth < at.length; nth += 1) {
      const row = at[nth] ?? 0;
      if (columns.kind[row] !== KIND.tested) continue;
      reading.declared = pools ? pools.of(columns, row) : null;
      reading.refused = refused.size > 0 && refused.has(columns.source[row] ?? 0);
      readCandidates(columns, row, reading, candidates);
      const { structure, lacks, focals, count } = candidates;
      const partners = structure === 0 ? count - focals : 0;
      const two_sided = partners > 0 && focals > 0 ? 1 : 0;
      const focal = isFocal(codes.chosen.whose[columns.chosen.at[row] ?? 0] ?? 0);
      const tally = tallies.of(fit[row] ?? 0, candidates, two_sided, reading.declared ? 1 : 0);
      tally.decisions += 1;
      tally.won += focal;
      if (focal === 0 && partners >= 2) tally.choices += 1;
      addOwners(tally.seen, candidates);
      if (structure === 0 && two_sided === 1 && (lacks & mask) === 0)
        addComparable(found, row, focal, candidates, covariates);
    }
  }
  return { tallies: tallies.list(), comparable: filling.map(filled) };
}

export function addOwners(seen: Uint8Array, { whose, count }: Candidates): void {
  for (let nth = 0; nth < count; nth += 1) {
    const whom = whose[nth] ?? 0;
    if (isFocal(whom) === 0) seen[ownerOf(whom)] = 1;
  }
}

/** Decisions of a day that no baseline between candidates looks at. */
export function outsideRows(parts: readonly Part[]): { not_router: number; blind_arm: number } {
  let [not_router, blind_arm] = [0, 0];
  for (const { columns, at } of parts)
    for (const row of at)
      if (columns.kind[row] === KIND.not_router) not_router += 1;
      else if (columns.kind[row] === KIND.blind_arm) blind_arm += 1;
  return { not_router, blind_arm };
}
