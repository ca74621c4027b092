import { describe, expect, it } from "vitest";
import { comparedBuckets, listBuckets, prepareBoard } from "./board";
import type { ShareBoardData } from "./board-schema";
import { exclusionModel, policyMarks, shareLinesModel, stackedShareModel } from "./charts";
import { type ShareAnswer, ShareQuery } from "./schema";
import { changeWords, excludedFinding, incompleteWords, shareFinding, shareSentence } from "./words";

const query = ShareQuery.parse({ from: "2026-03-02", to: "2026-03-30", interval: "week" });
const NOW = Date.parse("2026-04-01T00:00:00Z");

const counts: Record<string, [number, number]> = {
  "2026-03-02": [20, 80],
  "2026-03-09": [30, 70],
  "2026-03-16": [0, 0],
  "2026-03-23": [60, 40],
};

function data(): ShareBoardData {
  const rows = Object.entries(counts).flatMap(([bucket, [own, zeta]]) =>
    [
      { key: "zeta", label: "Zeta AI", first_party: false, decisions: zeta },
      { key: "acme", label: "Acme Cloud", first_party: true, decisions: own },
    ]
      .filter(({ decisions }) => decisions > 0)
      .map((row) => ({
        bucket,
        ...row,
        tokens: 2 * row.decisions,
        cost_usd: 0,
        share: row.decisions / (own + zeta),
      })),
  );
  const answer: ShareAnswer = {
    ...{ from: query.from, to: query.to, by: "owner", interval: "week", measure: "decisions" },
    total: 300,
    rows,
    first_party: { decisions: 110, share: 110 / 300 },
    excluded: { pinned: 50, fallback: 0, sticky: 0, cache: 10, internal: 0, unattributed: 40 },
  };
  const party = (key: string, ordinal: number, first_party: boolean) => ({
    ...{ key, ordinal, first_party, name: key },
    kinds: [first_party ? "platform" : "partner"],
  });
  return {
    answer,
    own: Object.entries(counts).flatMap(([bucket, [own]]) =>
      own > 0 ? [{ bucket, key: "acme", own, all: own }] : [],
    ),
    detail: {
      ...{ catalogue: "c", generated: true, sources: [], marks: [], unattributed: [], pinned: null },
      groups: [{ key: "acme", share: 110 / 300, lower: 0.3, upper: 0.4, own: null }],
      first_party: null,
    },
    parties: [party("acme", 1, true), party("zeta", 2, false)],
    owners: { acme: "acme", zeta: "zeta" },
  };
}

describe("listBuckets", () => {
  const list = (range: Record<string, string>) => listBuckets(ShareQuery.parse(range), NOW);
  it("covers the range, and marks what is cut at its ends or still runs", () => {
    expect(list({ from: "2026-03-04", to: "2026-03-17", interval: "week" })).toEqual([
      { start: "2026-03-02", end: "2026-03-09", incomplete: true },
      { start: "2026-03-09", end: "2026-03-16", incomplete: false },
      { start: "2026-03-16", end: "2026-03-23", incomplete: true },
    ]);
    expect(
      list({ from: "2026-01-01", to: "2026-05-01", interval: "month" }).map((b) => b.incomplete),
    ).toEqual([false, false, false, true]);
    expect(list({ from: "2026-01-01", to: "2026-01-03" })).toEqual([
      { start: "2026-01-01", end: "2026-01-03", incomplete: false },
    ]);
  });
});

describe("prepareBoard", () => {
  const board = prepareBoard(data(), query, NOW);
  it("keeps a week without decisions as a gap, and compares ends by sums", () => {
    expect(board.buckets.map(({ n }) => n)).toEqual([100, 100, 0, 100]);
    expect(board.groups.map(({ key }) => key)).toEqual(["acme", "zeta"]);
    expect(board.groups[0]?.course).toEqual([0.2, 0.3, null, 0.6]);
    expect(board.compared).toBe(1);
    expect([board.first, board.last]).toEqual([0.2, 0.6]);
    expect(board.groups.map(({ change }) => change)).toEqual([0.6 - 0.2, 0.4 - 0.8]);
    expect(board.groups[0]).toMatchObject({ hue: "own", lower: 0.3, tokens: 220 });
    expect(board.groups[1]).toMatchObject({ hue: "p1", lower: null });
  });
  it.each([
    [0, 0],
    [1, 0],
    [2, 1],
    [9, 3],
    [31, 6],
  ])("of %d complete buckets compares %d at each end", (complete, compared) => {
    expect(comparedBuckets(complete)).toBe(compared);
  });
});

describe("words and charts", () => {
  const all = data();
  const input = { ...all, board: prepareBoard(all, query, NOW), query };
  it("say the finding, the exclusions and the query", () => {
    expect(shareFinding(input.board, all.answer, query, false)).toBe(
      "Our own models took 60.0\u00a0% in the last week, 20.0\u00a0% in the first.",
    );
    expect(shareFinding(input.board, { ...all.answer, total: 0 }, { ...query, router: "forge" }, true)).toBe(
      "In simulated traffic on forge nothing was routed in this range.",
    );
    expect(excludedFinding(all.answer, false)).toBe("100 decisions are not in the chart.");
    expect(changeWords(input.board, "week")).toBe("Change compares the first complete week with the last.");
    expect(incompleteWords(input.board, "week")).toBeNull();
    expect(shareSentence({ ...query, region: "eu", arm: "owner_blind" }, false)).toBe(
      "Share of decisions that all routers made for any task from 2 March to 29 March 2026, by owner, each week; only region eu, owner-blind arm.",
    );
  });
  it("hold in the table what the drawing holds", () => {
    const model = stackedShareModel(input);
    expect(model.series.map(({ label, hue }) => [label, hue])).toEqual([
      ["Our own models", "own"],
      ["Zeta AI", "p1"],
    ]);
    expect(model.table.rows.map((row) => row.slice(3))).toEqual(model.buckets.map(({ shares }) => shares));
    expect(model.buckets[2]?.shares).toEqual([null, null]);
    expect(shareLinesModel(input).points.map(({ values }) => values)).toEqual(
      model.buckets.map(({ shares }) => shares),
    );
    expect(model.generated).toBe(true);
  });
  it("put every decision in one place", () => {
    const model = exclusionModel(input);
    expect(model.unit).toBe("number and % of 400");
    expect(model.rows.reduce((sum, row) => sum + row.value, 0)).toBe(400);
  });
  it("name a version that began everywhere once", () => {
    const mark = (router: string, policy_version: string, day: string) => ({ router, policy_version, day });
    const marks = [
      mark("a", "v2", "2026-03-05"),
      mark("b", "v2", "2026-03-05"),
      mark("b", "v3", "2026-03-20"),
    ];
    expect(policyMarks(marks, {})).toEqual([
      { day: "2026-03-05", label: "all routers v2" },
      { day: "2026-03-20", label: "b v3" },
    ]);
    expect(policyMarks(marks.slice(2), { router: "b" })).toEqual([{ day: "2026-03-20", label: "v3" }]);
  });
});
