import { beforeAll, describe, expect, it } from "vitest";
import type { PersonActor } from "@/lib/access";
import { type Random, seeded } from "@/lib/testing/random";
import { type ListQuery, selectRows } from "../entity/list";
import { approved, ask, decide, type Scene, setScene } from "../reviews/testing/scene";
import {
  assignOverlaps,
  decideReview,
  entities,
  exportOverlaps,
  getRecord,
  listOverlaps,
  overlapBoard,
  overlapMap,
  readQueueFacts,
  requestReview,
  updateRecord,
} from "../server";
import { plainQuery } from "./list-overlaps";
import { OPEN_STATUSES, OverlapListItem } from "./schema";

// One overlap of each state of its reviews: waiting, approved, sent back, assigned, behind a wall.
let scene: Scene;
let all: OverlapListItem[];
const walled: Record<string, PersonActor> = {};

beforeAll(async () => {
  scene = await setScene();
  const { openai, anthropic, anna, berta } = scene.people;
  await requestReview(openai, scene.gpt, ask());
  await approved(scene.claude, anthropic, anna, { outcome: "cleared" });
  const back = await requestReview(openai, scene.both, ask());
  await decideReview(anna, back.id, decide("changes_requested"));
  await assignOverlaps(anna, { overlaps: [scene.both, scene.gpt], seat: "reviewer", person: berta.email });
  await assignOverlaps(anna, { overlaps: [scene.claude], seat: "preparer", person: anthropic.email });
  const { meta } = await getRecord(anna, entities.rounds, "openai-2026");
  await updateRecord(anna, entities.rounds, "openai-2026", { visibility: "confidential" }, meta.version);
  all = (await listOverlaps(anna, { sort: "key" })).items;
  Object.assign(walled, { executive: scene.people.executive, anthropic });
});

const words = [
  "claude",
  "OPENAI",
  "ov-000",
  "overlap",
  "foundation",
  "zzz",
  "MICROSOFT",
  "compliance",
  "rv-0001",
  "berta",
];

/** A query as an address may hold it: filters by values that occur and that do not, words, several sorts. */
function randomQuery(random: Random): ListQuery {
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const fields = Object.keys(OverlapListItem.shape) as (keyof OverlapListItem)[];
  const query: ListQuery = {};
  for (let filters = Math.floor(random() * 3); filters > 0; filters -= 1) {
    const name = pick(fields);
    const value = [pick(all)[name]].flat();
    const text = value.length === 0 || random() < 0.1 ? "nothing" : String(pick(value) ?? "");
    query[name] = random() < 0.3 ? [text, String([pick(all)[name]].flat()[0] ?? "")] : text;
  }
  if (random() < 0.4) query.q = random() < 0.5 ? pick(words) : `${pick(words)} ${pick(words)}`;
  if (random() < 0.8) query.sort = [1, 2].map(() => `${random() < 0.5 ? "-" : ""}${pick(fields)}`).join(",");
  return query;
}

describe("the list by SQL", () => {
  it("is what the same query selects of all rows in memory, in the same order", async () => {
    const random = seeded(7);
    for (let round = 0; round < 400; round += 1) {
      const query = randomQuery(random);
      const wanted = selectRows([...all], plainQuery(query), OverlapListItem).map(({ key }) => key);
      const page = await listOverlaps(scene.people.anna, query);
      expect({ query, keys: page.items.map(({ key }) => key) }).toEqual({ query, keys: wanted });
      expect(page.total).toBe(wanted.length);
    }
  });

  it("is cut by cursor and limit without a gap, and says how many there are past its end too", async () => {
    const { anna } = scene.people;
    const seen: string[] = [];
    for (let cursor: string | null = "0"; cursor !== null; ) {
      const page = await listOverlaps(anna, { sort: "title", limit: "3", cursor });
      expect(page.total).toBe(all.length);
      seen.push(...page.items.map(({ key }) => key));
      cursor = page.next_cursor;
    }
    expect(seen).toHaveLength(all.length);
    expect(new Set(seen).size).toBe(all.length);
    const past = await listOverlaps(anna, { cursor: "500" });
    expect(past).toEqual({ items: [], next_cursor: null, total: all.length });
    await expect(listOverlaps(anna, { cursor: "-1" })).rejects.toMatchObject({ status: 422 });
    await expect(listOverlaps(anna, { due_within: "soon" })).rejects.toMatchObject({ status: 422 });
  });

  it("finds by day, by seat and by nobody's seat", async () => {
    const { anna, berta } = scene.people;
    const keys = async (query: ListQuery) =>
      (await listOverlaps(anna, { sort: "key", ...query })).items.map(({ key }) => key);
    expect(await keys({ reviewer: berta.email })).toEqual([scene.both, scene.gpt].sort());
    expect(await keys({ reviewer: "none" })).toHaveLength(all.length - 2);
    expect(await keys({ due_within: "overdue" })).toEqual([]);
    expect(await keys({ due_within: "90" })).toEqual(
      all.filter(({ severity }) => severity >= 4).map(({ key }) => key),
    );
    expect(await keys({ due_within: "999" })).toHaveLength(all.length);
    const csv = await exportOverlaps(anna, { reviewer: berta.email, columns: "key,reviewer", sort: "key" });
    expect(csv.split("\r\n")[1]).toBe(`${[scene.both, scene.gpt].sort()[0]},${berta.email}`);
  });

  it("says by when: of the approval in force, else counted from the detection", () => {
    const one = (key: string) => all.find((item) => item.key === key);
    expect(one(scene.gpt)).toMatchObject({ status: "under_review", open_review_status: "submitted" });
    expect(one(scene.both)).toMatchObject({ open_review_status: "changes_requested" });
    const cleared = one(scene.claude);
    expect(cleared).toMatchObject({ status: "cleared", open_review: null });
    expect(cleared?.due).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });
});

describe("what lies behind a wall", () => {
  it("is in no list, count, board, map or choice of filters", async () => {
    const { anna } = scene.people;
    for (const actor of Object.values(walled)) {
      const seen = (await listOverlaps(actor, {})).items;
      expect(seen.length).toBeLessThan(all.length);
      const open = seen.filter(({ status }) => OPEN_STATUSES.includes(status));
      const facts = await readQueueFacts(actor);
      expect(facts.open).toBe(open.length);
      expect(facts.next_due).toBe(open.map(({ due }) => due).sort()[0]);
      expect(facts.reviewers).toEqual([]);
      const board = await overlapBoard(actor, { status: "all" });
      expect(board.flatMap(({ items }) => items.map(({ key }) => key)).sort()).toEqual(
        seen.map(({ key }) => key).sort(),
      );
      expect(board.reduce((sum, { total }) => sum + total, 0)).toBe(seen.length);
      const map = await overlapMap(actor, { status: "all" });
      for (const { party, segment, overlaps, highest } of map.cells) {
        const there = seen.filter((one) => one.parties.includes(party) && one.segment === segment);
        expect({ party, segment, overlaps, highest }).toEqual({
          ...{ party, segment, overlaps: there.length },
          highest: Math.max(...there.map(({ severity }) => severity)),
        });
      }
    }
    expect((await readQueueFacts(anna)).reviewers).toHaveLength(1);
  });
});

describe("the map", () => {
  it("counts each partner's overlaps by segment, and names who has none", async () => {
    const { anna } = scene.people;
    const map = await overlapMap(anna, { status: "all" });
    expect(map.partners.map(({ key }) => key).sort()).toEqual(["anthropic", "openai"]);
    expect(map.without.map(({ key }) => key)).toEqual(["oracle"]);
    const none = await overlapMap(anna, { party: "oracle" });
    expect(none).toMatchObject({ partners: [], segments: [], cells: [] });
    expect(none.without).toHaveLength(3);
    const few = await overlapMap(anna, { kind: "product_overlap", status: "all" });
    expect(few.cells.map(({ overlaps }) => overlaps)).toEqual([1, 1]);
  });
});
