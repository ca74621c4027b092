import { formatDayShort } from "@/lib/kernel/format";

/** Where labels go. Pure: the same model at the same width is the same picture. */

const CHAR_PX = 6.4;
const GAP_PX = 10;

export const dayMs = (day: string): number => Date.parse(`${day}T00:00:00Z`);

export const textWidth = (text: string): number => text.length * CHAR_PX;

export type PlacedMark = {
  x: number;
  row: number;
  anchor: "start" | "end";
  label: string;
  note: string;
  key: string;
};

/**
 * Marks on top of a plot, in as few rows as keep their labels apart. A label stands right of its line, or left where it
 * would run out of the plot; row 0 is the lowest. The note (the date) goes first where there is no room.
 */
export function placeMarks(
  marks: readonly { x: number; label: string; day: string }[],
  left: number,
  right: number,
  with_notes = true,
): PlacedMark[] {
  const taken: { row: number; from: number; to: number }[] = [];
  return [...marks]
    .sort((a, b) => a.x - b.x)
    .map(({ x, label, day }) => {
      const note = with_notes ? formatDayShort(day) : "";
      const width = textWidth(note === "" ? label : `${label} ${note}`);
      const anchor = x + 4 + width > right && x - 4 - width >= left ? "end" : "start";
      const from = anchor === "start" ? x + 4 : x - 4 - width;
      const to = from + width;
      const row = [0, 1, 2, 3].find(
        (each) =>
          !taken.some((other) => other.row === each && from < other.to + GAP_PX && to + GAP_PX > other.from),
      );
      taken.push({ row: row ?? 0, from, to });
      return { x, row: row ?? 0, anchor, label, note, key: `${day} ${label}` };
    });
}

/** Moves labels apart so that each has `gap` pixels, as little as possible, inside [top, bottom]. Keeps their order. */
export function spreadLabels(ys: readonly number[], gap: number, top: number, bottom: number): number[] {
  const order = ys.map((y, place) => ({ y, place })).sort((a, b) => a.y - b.y);
  const placed: { y: number; place: number }[] = [];
  for (const { y, place } of order) {
    const above = placed.at(-1);
    placed.push({ y: Math.max(y, top, above ? above.y + gap : top), place });
  }
  let limit = bottom;
  for (const label of placed.toReversed()) {
    label.y = Math.min(label.y, limit);
    limit = label.y - gap;
  }
  const result = [...ys];
  for (const { y, place } of placed) result[place] = y;
  return result;
}

const PLACE_STEP_PX = 8;

/** Where along a stretch a label stands: as near to the middle as there is room enough, else where there is most. */
export function placeWithRoom(
  from: number,
  to: number,
  roomAt: (x: number) => number,
  enough: number,
): number {
  const middle = (from + to) / 2;
  let [best, most] = [middle, roomAt(middle)];
  for (let away = PLACE_STEP_PX; most < enough && middle + away <= to; away += PLACE_STEP_PX)
    for (const x of [middle - away, middle + away]) {
      const room = roomAt(x);
      if (room > most) [best, most] = [x, room];
    }
  return best;
}

export type MonthTick = { from_ms: number; mid_ms: number; month: number; year: number };

/** The months that a range touches: where each begins inside it, and where its name stands. */
export function monthTicks(from_ms: number, to_ms: number): MonthTick[] {
  const ticks: MonthTick[] = [];
  const first = new Date(from_ms);
  for (let place = 0; place < 600; place++) {
    const start = Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + place, 1);
    const end = Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + place + 1, 1);
    if (start >= to_ms) break;
    const inside_from = Math.max(start, from_ms);
    const inside_to = Math.min(end, to_ms);
    const date = new Date(start);
    ticks.push({
      from_ms: start,
      mid_ms: (inside_from + inside_to) / 2,
      month: date.getUTCMonth(),
      year: date.getUTCFullYear(),
    });
  }
  return ticks;
}

const NAME_PX = 30;
const INITIAL_PX = 9;

/** "Apr" where every whole month has room for it, else "A"; nothing where not even that fits. */
export function monthLabels(ticks: readonly MonthTick[], x: (ms: number) => number, to_ms: number): string[] {
  const rooms = ticks.map((tick, place) => x(ticks[place + 1]?.from_ms ?? to_ms) - x(tick.from_ms));
  const whole = rooms.slice(1, -1);
  const initials = Math.min(...(whole.length > 0 ? whole : rooms)) < NAME_PX;
  return ticks.map((tick, place) => {
    const room = rooms[place] ?? 0;
    if (room < (initials ? INITIAL_PX : NAME_PX - 6)) return "";
    const name = formatDayShort(Date.UTC(tick.year, tick.month, 1)).split(" ")[1] ?? "";
    return initials ? name.slice(0, 1) : name;
  });
}
