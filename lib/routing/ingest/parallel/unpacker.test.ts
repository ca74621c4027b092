import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { seeded } from "../../formats/testing/mutate";
import { type Opening, type Piece, piecesOf } from "../pieces";
import { piecesApart } from "./unpacker";

const folder = mkdtempSync(join(tmpdir(), "evenhand-pieces-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const random = seeded(11);
const word = () => Math.floor(random() * 1e9).toString(36);
const record = (at: number) => ({ at, text: Array.from({ length: 20 + random() * 200 }, word).join(" ") });
const records = Array.from({ length: 2500 }, (_, at) => record(at));
const LINES = Buffer.from(records.map((one) => JSON.stringify(one)).join("\n"));
const ARRAY = Buffer.from(JSON.stringify(records, null, 1));
const DOCUMENT = Buffer.from(JSON.stringify({ data: records }));

async function* chunksOf(bytes: Uint8Array, fail?: Error): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; ) {
    const size = 1 + Math.floor(random() * 90_000);
    yield Buffer.from(bytes.subarray(at, at + size));
    at += size;
  }
  if (fail) throw fail;
}

let folders = 0;
const opening = (more: Partial<Opening>): Opening => ({
  encoding: "identity",
  limit: 1e9,
  shape: "json",
  documents: true,
  blocks: true,
  folder: mkdtempSync(join(folder, `${folders++}-`)),
  ...more,
});

const textIn = (piece: Piece): string => {
  if (piece.kind === "document") return piece.bytes.toString();
  const { held, path } = piece.segment;
  return (held ?? readFileSync(path)).toString();
};

/** What the pieces hold, read `late` pieces after they came. */
async function read(pieces: AsyncIterable<Piece>, late = 0) {
  const all: { kind: string; text: string; lines: string }[] = [];
  const waiting: Piece[] = [];
  const look = (piece: Piece) => {
    const lines =
      piece.kind === "document" ? "" : `${piece.array} ${piece.segment.first_line} ${piece.segment.lines}`;
    all.push({ kind: piece.kind, text: textIn(piece), lines });
    if (piece.kind === "lines") piece.segment.release?.();
  };
  for await (const piece of pieces) {
    waiting.push(piece);
    if (waiting.length > late) for (const one of waiting.splice(0, 1)) look(one);
  }
  for (const one of waiting) look(one);
  return all;
}

const failure = async (pieces: AsyncIterable<Piece>) => {
  try {
    await read(pieces);
    return null;
  } catch (error) {
    const { message, status } = error as { message: string; status?: number };
    return { message, status };
  }
};

describe("piecesApart", { timeout: 30_000 }, () => {
  it.each([
    ["lines", LINES, {}],
    ["lines in files", LINES, { blocks: false }],
    ["an array", ARRAY, {}],
    ["a document", DOCUMENT, {}],
    ["a message", LINES, { shape: "message" as const }],
    ["nothing but line feeds", Buffer.alloc(1_500_000, 0x0a), {}],
  ])("gives what the process itself would: %s", async (_, bytes, more) => {
    const here = await read(piecesOf(chunksOf(bytes), opening(more)));
    const whole = (pieces: typeof here) => pieces.map(({ text }) => text).join("");
    for (const late of [0, 3]) {
      const packed = chunksOf(gzipSync(bytes, { level: 1 }));
      const there = await read(piecesApart(packed, opening({ ...more, encoding: "gzip" })), late);
      expect(whole(there) === whole(here)).toBe(true);
      expect(there[0]).toMatchObject({
        kind: here[0]?.kind,
        lines: expect.stringMatching(/^(?:$|(true|false) 1 )/),
      });
    }
  });

  it("refuses what the process itself would refuse", async () => {
    const packed = gzipSync(LINES, { level: 1 });
    const cases: [Uint8Array, Partial<Opening>][] = [
      [packed.subarray(0, -20), { encoding: "gzip" }],
      [Buffer.from("no gzip".repeat(50_000)), { encoding: "gzip" }],
      [Buffer.from("no zstd".repeat(50_000)), { encoding: "zstd" }],
      [packed, { encoding: "gzip", limit: 100_000 }],
      [Buffer.alloc(0), {}],
      [ARRAY.subarray(0, -5), {}],
      [Buffer.alloc(3_000_000, 0x78), { shape: "lines" }],
    ];
    for (const [bytes, more] of cases) {
      const here = await failure(piecesOf(chunksOf(bytes), opening(more)));
      expect(here?.status).toBeGreaterThanOrEqual(400);
      expect(await failure(piecesApart(chunksOf(bytes), opening(more)))).toEqual(here);
    }
  });

  it("fails as the body fails, and closes it where it is wanted no more", async () => {
    const fail = new Error("The connection ended.");
    expect(await failure(piecesApart(chunksOf(LINES, fail), opening({})))).toMatchObject({
      message: "The connection ended.",
    });
    let closed = false;
    async function* endless(): AsyncGenerator<Buffer> {
      try {
        for (;;) yield Buffer.from("{}\n".repeat(20_000));
      } finally {
        closed = true;
      }
    }
    for await (const piece of piecesApart(endless(), opening({}))) {
      expect(piece.kind).toBe("lines");
      break;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(closed).toBe(true);
  });
});
