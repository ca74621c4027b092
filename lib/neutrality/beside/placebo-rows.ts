/** Decisions that partners won. */
export const PLACEBO_ROWS =
  "structure = 0 AND bitAnd(lacks, {mask:UInt8}) = 0 AND has({fits:Array(UInt16)}, fit) AND won = 0";

/** The number of the stretch of days that a decision lies in, by the binds `spans` and `last`. */
export const SPAN = "{spans:Array(UInt16)}[least(day, {last:UInt16}) + 1] AS span";
