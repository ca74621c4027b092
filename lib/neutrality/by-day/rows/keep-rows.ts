import { addDays, formatDay, parseInstant } from "@/lib/kernel/time";
import { countRows, readRows } from "./read-rows";
import type { DayRows } from "./schema";

/** Of a day with more decisions the engine is the quicker one. */
const MOST_OF_DAY = 50_000;
/** So many decisions are read in one scan: some forty megabytes. */
const MOST_AT_ONCE = 250_000;
const MOST_DAYS = 100;

/** How many decisions the day had that was read last, whoever read it: most days are like those before them. */
let lately = Number.POSITIVE_INFINITY;

const after = (day: string, days: number): string => formatDay(addDays(parseInstant(day) ?? 0, days));

/**
 * `upto`: the last day that will be asked for next; `ledger`: another one, and nothing that was read before counts; `priced`:
 * whether a policy may supply candidates.
 */
export type TakeOptions = { upto: string; ledger: string; priced: boolean };

/**
 * Days of decisions in memory, for checks that measure the same days: each day is read once for all of them, and with it
 * those that are to follow, as many as there is room for.
 */
export class RowsInMemory {
  readonly #days = new Map<string, DayRows | null>();
  #ledger = "";
  #priced = false;
  #rows = 0;
  #turn: Promise<unknown> = Promise.resolve();

  /** The decisions of these days, in order; null where there are too many. */
  take(days: readonly string[], options: TakeOptions): Promise<DayRows[] | null> {
    const taken = this.#turn.then(() => this.#takeAll(days, options));
    this.#turn = taken.catch(() => undefined);
    return taken;
  }

  /** The same, of days that are in memory already; null where one is not. */
  peek(days: readonly string[], ledger: string): DayRows[] | null {
    const found = days.map((day) => this.#days.get(day) ?? null);
    return ledger === this.#ledger && found.every((rows) => rows !== null) ? found : null;
  }

  async #takeAll(days: readonly string[], { upto, ledger, priced }: TakeOptions): Promise<DayRows[] | null> {
    if (ledger !== this.#ledger || (priced && !this.#priced)) this.#forget();
    this.#ledger = ledger;
    this.#priced = priced;
    const [first = "", last = ""] = [days[0], days.at(-1)];
    if (days.length > 1 && (await this.#areTooMany(days, { from: first, to: after(last, 1) }))) return null;
    const found: DayRows[] = [];
    for (const day of days) {
      if (!this.#days.has(day)) await this.#read(day, upto > last ? upto : last, days);
      const rows = this.#days.get(day);
      if (!rows || found.reduce((sum, one) => sum + one.rows, rows.rows) > MOST_AT_ONCE) return null;
      found.push(rows);
    }
    return found;
  }

  async #areTooMany(days: readonly string[], range: { from: string; to: string }): Promise<boolean> {
    if (days.every((day) => this.#days.has(day))) return false;
    const counts = await countRows(range);
    return days.reduce((sum, day) => sum + (counts.get(day) ?? 0), 0) > MOST_AT_ONCE;
  }

  async #read(day: string, upto: string, wanted: readonly string[]): Promise<void> {
    if (upto <= day && 2 * lately <= MOST_OF_DAY && (await this.#readOne(day, wanted))) return;
    const furthest = after(day, MOST_DAYS - 1);
    const counts = await countRows({ from: day, to: after(upto < furthest ? upto : furthest, 1) });
    const days: string[] = [];
    let rows = 0;
    for (let next = day; next <= upto && days.length < MOST_DAYS; next = after(next, 1)) {
      const count = counts.get(next) ?? 0;
      rows += count;
      if (count > MOST_OF_DAY || (rows > MOST_AT_ONCE && days.length > 0)) break;
      days.push(next);
    }
    const end = days.at(-1);
    if (end === undefined) {
      this.#days.set(day, null);
      return;
    }
    const found = await readRows({ from: day, to: after(end, 1) }, { priced: this.#priced });
    this.#makeRoom(rows, wanted);
    for (const one of days) this.#keep(found.get(one) ?? { day: one, parts: [], rows: 0 });
  }

  /** Reads a day without counting it first, which takes the engine as long; false where it has too many decisions after all. */
  async #readOne(day: string, wanted: readonly string[]): Promise<boolean> {
    const range = { from: day, to: after(day, 1) };
    const found = await readRows(range, { priced: this.#priced, most: MOST_OF_DAY + 1 });
    const read = found.get(day) ?? { day, parts: [], rows: 0 };
    if (read.rows > MOST_OF_DAY) return false;
    this.#makeRoom(read.rows, wanted);
    this.#keep(read);
    return true;
  }

  #keep(read: DayRows): void {
    this.#days.set(read.day, read);
    this.#rows += read.rows;
    lately = read.rows;
  }

  /** Lets go of the days that were read first, but for those that are being asked for. */
  #makeRoom(rows: number, wanted: readonly string[]): void {
    const keep = new Set(wanted);
    for (const [day, held] of this.#days) {
      if (this.#rows + rows <= MOST_AT_ONCE) return;
      if (keep.has(day)) continue;
      this.#days.delete(day);
      this.#rows -= held?.rows ?? 0;
    }
  }

  #forget(): void {
    this.#days.clear();
    this.#rows = 0;
  }
}
