import pg from "pg";
import { beforeAll, describe, expect, it } from "vitest";
import { withActor } from "@/lib/db/server";
import { OPERATOR } from "@/lib/testing/actors";
import { getOverlap, getReview, listOverlaps, myWork, readQueueFacts, tickReviews } from "../server";
import type { ReviewView } from "./schema";
import { approved, editProduct, inDays, type Scene, setScene } from "./testing/scene";

let scene: Scene;
let review: ReviewView;
beforeAll(async () => {
  scene = await setScene();
  review = await approved(scene.gpt, scene.people.openai, scene.people.anna);
});

/** Only time moves the day of a review: as the owner, past every trigger. */
async function dueOn(day: string, of: ReviewView = review, decided_days_ago = 0): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_MIGRATION_URL ?? "" });
  await client.connect();
  try {
    await client.query("ALTER TABLE review DISABLE TRIGGER USER");
    await client.query(
      "SELECT set_config('evenhand.actor', 'system:operator', false), set_config('evenhand.above', 'on', false)",
    );
    const { rowCount } = await client.query(
      "UPDATE review SET recertify_on = $1, decided_at = decided_at - $2 * interval '1 day' WHERE id = $3",
      [day, decided_days_ago, of.id],
    );
    if (rowCount !== 1) throw new Error("The review was not found.");
  } finally {
    await client.query("ALTER TABLE review ENABLE TRIGGER USER");
    await client.end();
  }
}

const told = (person: { id: string }) =>
  withActor(OPERATOR, (tx) =>
    tx.notification
      .findMany({
        where: { person_id: person.id, kind: { startsWith: "recertification" } },
        orderBy: { created_at: "asc" },
      })
      .then((rows) => rows.map(({ kind, detail }) => `${kind} ${(detail as { day: string }).day}`)),
  );
const status = async () => (await getOverlap(scene.people.anna, scene.gpt)).status;
const tick = () => tickReviews(Date.now());
const nothing = { recertified: 0, reminded: 0 };

describe("recertification", () => {
  it("is due by severity, and nothing happens long before", async () => {
    expect(review.recertify_on).toBe(inDays(90));
    expect(await getOverlap(scene.people.anna, scene.gpt)).toMatchObject({ severity: 4, due: inDays(90) });
    expect(await tick()).toEqual(nothing);
  });

  it("reminds 30 and 7 days before, once", async () => {
    const { openai, anna } = scene.people;
    await dueOn(inDays(31));
    expect(await tick()).toEqual(nothing);
    await dueOn(inDays(30));
    expect(await tick()).toEqual({ recertified: 0, reminded: 1 });
    expect(await tick()).toEqual(nothing);
    await dueOn(inDays(7));
    expect([await tick(), await tick()]).toEqual([{ recertified: 0, reminded: 1 }, nothing]);
    expect(await told(openai)).toEqual([
      `recertification_near ${inDays(30)}`,
      `recertification_near ${inDays(7)}`,
    ]);
    expect([await told(anna), await status()]).toEqual([[], "confirmed"]);
  });

  it("puts the overlap under review on the day, once, and leaves the review as it was approved", async () => {
    const { openai, anna } = scene.people;
    await dueOn(inDays(0));
    const both = await Promise.all([tick(), tick()]);
    expect(both.map(({ recertified }) => recertified).sort()).toEqual([0, 1]);
    expect(await tick()).toEqual(nothing);
    expect(await status()).toBe("under_review");
    expect(await getReview(anna, review.id)).toMatchObject({ status: "approved", in_force: true });
    expect((await told(openai)).at(-1)).toBe(`recertification_due ${inDays(0)}`);
    const audited = await withActor(OPERATOR, (tx) =>
      tx.auditEntry.findMany({
        where: { action: "overlap:recertify" },
        select: { actor_kind: true, actor_id: true },
      }),
    );
    expect(audited).toEqual([{ actor_kind: "system", actor_id: "reviews" }]);
  });

  it("is over with another review, and that one's day counts", async () => {
    const { openai, berta } = scene.people;
    const next = await approved(scene.gpt, openai, berta, { outcome: "prohibited" });
    expect([await status(), next.recertify_on]).toEqual(["prohibited", inDays(90)]);
    expect(await tick()).toEqual(nothing);
    expect((await getReview(berta, review.id)).in_force).toBe(false);
  });

  it("comes nearer when the overlap grows graver: list, page, work and job say the same day", async () => {
    const { anthropic, anna, berta } = scene.people;
    const next = await approved(scene.claude, anthropic, berta);
    // Judged 80 days ago at a severity that gave it half a year; it is 4 now.
    await dueOn(inDays(100), next, 80);
    const day = inDays(10);
    const days = async () => [
      (await getReview(anna, next.id)).recertify_on,
      (await getOverlap(anna, scene.claude)).due,
      (await listOverlaps(anna, { sort: "due" })).items[0]?.due,
      (await readQueueFacts(anna)).next_due,
    ];
    expect(await days()).toEqual([day, day, day, day]);
    expect([await tick(), (await getOverlap(anna, scene.claude)).status]).toEqual([
      { recertified: 0, reminded: 1 },
      "confirmed",
    ]);
    expect((await told(anthropic)).at(-1)).toBe(`recertification_near ${day}`);
    await dueOn(inDays(100), next, 15);
    expect(await days()).toEqual(Array(4).fill(inDays(-5)));
    expect([await tick(), (await getOverlap(anna, scene.claude)).status]).toEqual([
      { recertified: 1, reminded: 0 },
      "under_review",
    ]);
    const { items } = await myWork(anthropic, { limit: 100 });
    const again = items.find(({ overlap, task }) => overlap === scene.claude && task === "ask");
    expect(again).toMatchObject({ due: inDays(-5), why: expect.stringContaining(`${next.key} held until`) });
  });

  it("is not of an older approval once the last one has gone stale", async () => {
    const { openai, anthropic, anna, berta } = scene.people;
    await dueOn(inDays(3), await approved(scene.gpt, openai, berta));
    const last = await approved(scene.gpt, openai, berta);
    await editProduct(OPERATOR, "gpt", { lifecycle: "preview" });
    expect((await getReview(anna, last.id)).status).toBe("stale");
    // Nothing is judged: it is due as it was when it was detected.
    expect((await getOverlap(anna, scene.gpt)).due).toBe(inDays(90));
    const [item] = (await listOverlaps(anna, { key: scene.gpt, sort: "due" })).items;
    expect([item?.status, item?.due]).toEqual(["under_review", inDays(90)]);
    await approved(scene.claude, anthropic, berta);
    expect((await readQueueFacts(anna)).next_due).toBe(inDays(90));
    expect(await tick()).toEqual(nothing);
  });
});
