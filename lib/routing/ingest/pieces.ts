import { splitBlocks } from "./blocks";
import { opensArray } from "./bytes";
import { documentOrLines, wholeBody } from "./documents";
import { type Segment, splitLines } from "./segments";
import { arrayToLines } from "./split-array";
import { type Encoding, unpack } from "./unpack";

/** How a body is to be taken apart: nothing but data, so that a thread can be told. */
export type Opening = {
  encoding: Encoding;
  /** Bytes that it may have when unpacked. */
  limit: number;
  shape: "json" | "lines" | "message";
  /** Whether a JSON body may be one document that is no array. */
  documents: boolean;
  /** Whether threads read the lines: then they lie in memory that threads see, else in files of this folder. */
  blocks: boolean;
  folder: string;
};

/** Lines, of an array's elements or as they came, or one whole document. */
export type Piece = { kind: "lines"; segment: Segment; array: boolean } | { kind: "document"; bytes: Buffer };

/** Unpacks a body and takes it apart. Throws 400 or 413 for one that cannot be. */
export async function* piecesOf(chunks: AsyncIterable<Buffer>, opening: Opening): AsyncGenerator<Piece> {
  const { encoding, limit, shape, documents } = opening;
  const plain = unpack(chunks, encoding, limit);
  if (shape === "message") return yield { kind: "document", bytes: await wholeBody(plain) };
  if (shape === "lines") return yield* segmentsOf(plain, false, opening);
  const { array, bytes } = await opensArray(plain);
  if (array) return yield* segmentsOf(arrayToLines(bytes), true, opening);
  const read = documents ? await documentOrLines(bytes) : { document: null, lines: bytes };
  if (read.document) yield { kind: "document", bytes: read.document };
  else yield* segmentsOf(read.lines, false, opening);
}

async function* segmentsOf(
  lines: AsyncIterable<Buffer>,
  array: boolean,
  { blocks, folder }: Opening,
): AsyncGenerator<Piece> {
  for await (const segment of blocks ? splitBlocks(lines) : splitLines(lines, folder))
    yield { kind: "lines", segment, array };
}
