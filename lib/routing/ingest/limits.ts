import { type Problem, tooLarge } from "@/lib/kernel/errors";

const MIB = 1_048_576;
const GIB = 1024 * MIB;

/** Limits of one delivery, in bytes: as sent, and after decompression. */
export type Limits = { sent: number; unpacked: number };

export const BODY_LIMITS: Limits = { sent: 64 * MIB, unpacked: 512 * MIB };
export const FILE_LIMITS: Limits = { sent: 8 * GIB, unpacked: 64 * GIB };
export const RECORD_LIMIT = MIB;

const inWords = (bytes: number) => (bytes >= GIB ? `${bytes / GIB} GiB` : `${bytes / MIB} MiB`);

export const sentTooLarge = (limit: number): Problem =>
  tooLarge(`The body is larger than ${inWords(limit)} as sent. Nothing was stored.`);

export const unpackedTooLarge = (limit: number): Problem =>
  tooLarge(`The body is larger than ${inWords(limit)} when unpacked. Nothing was stored.`);

export const recordTooLarge = (line: number): Problem =>
  tooLarge(`The record at line ${line} is larger than ${inWords(RECORD_LIMIT)}. Nothing was stored.`);
