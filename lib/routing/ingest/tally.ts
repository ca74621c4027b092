import type { RecordFault } from "../formats/native";

/** One record that was not stored: where it stands, what is wrong, and where in it. */
export type LineError = { line: number; pointer: string; message: string };

const NAMED = 100;

/** Counts of one delivery. Lines come in their order, so that the errors kept are the first. */
export class Tally {
  received = 0;
  rejected = 0;
  unknown_fields = 0;
  /** What came beside decisions and is none, such as spans of other work. */
  others = 0;
  readonly errors: LineError[] = [];

  accept(records: number, unknown_fields = 0): void {
    this.received += records;
    this.unknown_fields += unknown_fields;
  }

  pass(others = 1): void {
    this.others += others;
  }

  reject(line: number, fault: RecordFault): void {
    this.received += 1;
    this.rejected += 1;
    if (this.errors.length < NAMED)
      this.errors.push({ line, pointer: fault.pointer, message: fault.message });
  }
}
