import type { Piece } from "../pieces";
import type { Segment } from "../segments";
import type { Refusal } from "./refusal";

// What the process and a thread that takes a body apart tell each other, on a port of the body's own.

/** A segment as data: `held` is memory that both see, or a copy; `no` names what is to be given back. */
export type SegmentTold = Omit<Segment, "held" | "release"> & { held: Uint8Array | null; no: number | null };

export type ToProcess =
  /** The thread has no use for a block any more. */
  { kind: "taken"; block: number } | Heard;

export type Heard =
  | { kind: "lines"; segment: SegmentTold; array: boolean }
  | { kind: "document"; bytes: Uint8Array }
  | { kind: "end" }
  | { kind: "refused"; refusal: Refusal }
  | { kind: "failed"; message: string };

export type ToThread =
  /** Bytes of the body in a block, which is memory that both see; it comes along once. */
  | { kind: "bytes"; block: number; memory?: SharedArrayBuffer; length: number }
  | { kind: "sent" }
  /** A piece was taken: another may come. */
  | { kind: "more" }
  | { kind: "release"; no: number }
  | { kind: "stop" };

export type PieceTold = Extract<ToProcess, { kind: Piece["kind"] }>;
