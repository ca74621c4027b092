import { beforeAll, describe, expect, it } from "vitest";
import type { PersonActor } from "@/lib/access";
import { withActor } from "@/lib/db/server";
import { formatDay } from "@/lib/kernel/time";
import { OPERATOR, testKey } from "@/lib/testing/actors";
import {
  approved,
  ask,
  condition,
  decide,
  editProduct,
  type Scene,
  setScene,
} from "../reviews/testing/scene";
import {
  assignOverlaps,
  decideReview,
  declareInterest,
  delegate,
  entities,
  getRecord,
  getReview,
  listReviews,
  myWork,
  requestReview,
  updateRecord,
  withdrawReview,
} from "../server";
import { makeKey, makePerson } from "../testing/people";
import type { WorkItem, WorkTask } from "./schema";

let scene: Scene;
const mine = async (actor: PersonActor, task?: WorkTask): Promise<WorkItem[]> => {
  const { items } = await myWork(actor, { limit: 100 });
  return task === undefined ? items : items.filter((item) => item.task === task);
};
const overlaps = async (actor: PersonActor, task: WorkTask) =>
  (await mine(actor, task)).map(({ overlap }) => overlap);

/** What waits for each person says the same as the database, which decides who may. */
async function agrees(review: string, overlap: string): Promise<void> {
  for (const person of Object.values(scene.people)) {
    const [row] = await withActor(
      OPERATOR,
      (tx) => tx.$queryRaw<{ barred: string | null }[]>`
        SELECT evenhand_barred(${review}::uuid, ${`person:${person.id}`}) AS barred`,
    );
    const asked = await overlaps({ ...person, roles: ["compliance"] }, "decide");
    expect([person.name, asked.includes(overlap)]).toEqual([person.name, row?.barred === null]);
  }
}

beforeAll(async () => {
  scene = await setScene();
});

describe("what waits for whoever prepares", () => {
  it("is what their partners' overlaps ask for, unless the seat is somebody else's", async () => {
    const { openai, anthropic, anna, executive } = scene.people;
    const asked = await overlaps(openai, "ask");
    expect(asked).toContain(scene.gpt);
    expect(asked).toContain(scene.both);
    expect(asked).not.toContain(scene.claude);
    expect(await mine(executive)).toEqual([]);
    expect(await mine(anna)).toEqual([]);
    await assignOverlaps(anna, { overlaps: [scene.both], seat: "preparer", person: anthropic.email });
    expect(await overlaps(openai, "ask")).not.toContain(scene.both);
    expect(await overlaps(anthropic, "ask")).toContain(scene.both);
    await assignOverlaps(anna, { overlaps: [scene.both], seat: "preparer", person: anna.email });
    expect(await overlaps(anna, "ask")).toEqual([scene.both]);
    await assignOverlaps(anna, { overlaps: [scene.both], seat: "preparer", person: null });
    const [first] = await mine(openai, "ask");
    expect(first).toMatchObject({ overdue: false, action: { label: "Ask for a review" } });
    expect(first?.why).toMatch(/^Detected on .*; nobody has asked for a judgement\.$/);
  });

  it("follows the review: a draft to finish, changes to make, new facts to submit on", async () => {
    const { openai, anna, anthropic } = scene.people;
    const draft = await requestReview(anthropic, scene.both, ask({ draft: true }));
    const [own] = await mine(anthropic, "finish");
    expect(own).toMatchObject({
      overlap: scene.both,
      action: { href: `/overlaps/${scene.both}/reviews/${draft.key}/edit` },
    });
    // Whose draft it is goes on with it; nobody else is told that there is one.
    expect(await overlaps(openai, "ask")).not.toContain(scene.both);
    expect(JSON.stringify(await mine(openai))).not.toContain(draft.key);

    const review = await requestReview(openai, scene.gpt, ask());
    expect(await overlaps(openai, "ask")).not.toContain(scene.gpt);
    await decideReview(anna, review.id, decide("changes_requested"));
    const [change] = await mine(openai, "change");
    expect(change?.why).toBe(
      `${anna.name} asked for changes of ${review.key} on ${change?.why.split(" on ")[1]}`,
    );
    expect(change?.action).toEqual({
      label: "Change and resubmit",
      href: `/overlaps/${scene.gpt}/reviews/${review.key}/edit`,
    });
    expect(await overlaps(anna, "decide")).toEqual([]);
  });
});

describe("what waits for whoever decides", () => {
  it("is every submitted review that the database would let them decide, and no other", async () => {
    const { anthropic, anna, berta, auditor } = scene.people;
    const review = await requestReview(anthropic, scene.claude, ask());
    const [item] = await mine(anna, "decide");
    expect(item?.why).toMatch(new RegExp(`^${anthropic.name} proposed “confirmed” on `));
    await declareInterest(berta, review.id, { has_interest: true, statement: "I own shares of it." });
    await agrees(review.id, scene.claude);
    expect(await mine(auditor, "decide")).toEqual([]);
  });

  it("is not theirs when they last edited a fact, in person or by their key", async () => {
    const { anna, clara } = scene.people;
    await editProduct(clara, "claude", { note: "Seen." });
    expect(await overlaps(clara, "decide")).not.toContain(scene.claude);
    expect(await overlaps(anna, "decide")).toContain(scene.claude);
    const { items } = await listReviews(anna, { status: ["submitted"], limit: 10 });
    const review = items.find(({ overlap }) => overlap === scene.claude);
    await agrees(review?.id ?? "", scene.claude);
    // The record of a party concerned counts as well.
    const { meta } = await getRecord(clara, entities.parties, "anthropic");
    await editProduct(OPERATOR, "claude", { note: "Seen by the operator." });
    await agrees(review?.id ?? "", scene.claude);
    const key = await makeKey(clara);
    await updateRecord(key, entities.parties, "anthropic", { note: "Seen." }, meta.version);
    await agrees(review?.id ?? "", scene.claude);
    expect(await overlaps(clara, "decide")).not.toContain(scene.claude);
  });

  it("goes by the seat, passes on by delegation, and returns to all when its holder may not decide", async () => {
    const { anna, berta } = scene.people;
    const other = await makePerson("compliance");
    await assignOverlaps(anna, { overlaps: [scene.claude], seat: "reviewer", person: anna.email });
    expect(await overlaps(anna, "decide")).toEqual([scene.claude]);
    expect(await overlaps(other, "decide")).toEqual([]);
    const until = formatDay(Date.now() + 7 * 86_400_000);
    await delegate(anna, { to: other.email, until, reason: "On leave." });
    const [handed] = await mine(other, "decide");
    expect(handed?.why).toContain(`In place of ${anna.name}.`);
    await editProduct(anna, "claude", { note: "Seen again." });
    expect(await overlaps(anna, "decide")).toEqual([]);
    expect(await overlaps(other, "decide")).toEqual([scene.claude]);
    for (const barred of [berta, anna])
      await expect(
        assignOverlaps(anna, { overlaps: [scene.claude], seat: "reviewer", person: barred.email }),
      ).rejects.toMatchObject({ status: 422 });
  });
});

describe("conditions and reasons", () => {
  it("asks the owner for proof by its day, and says why a judged overlap is back", async () => {
    const { openai, anthropic, anna, berta } = scene.people;
    const key = scene.gpt;
    const [change] = await mine(openai, "change");
    await withdrawReview(openai, change?.action.href.split("/").at(-2) ?? "");
    const [withdrawn] = (await mine(openai, "ask")).filter(({ overlap }) => overlap === key);
    expect(withdrawn?.why).toMatch(/^RV-\d{4} was withdrawn: it still needs a judgement\.$/);
    const review = await approved(key, openai, berta, {
      outcome: "cleared_with_conditions",
      conditions: [condition(anthropic.email)],
    });
    expect(await overlaps(openai, "ask")).not.toContain(key);
    const [proof] = await mine(anthropic, "prove");
    expect(proof).toMatchObject({
      title: "Tell the partner before each launch.",
      action: { label: "Give proof" },
    });
    expect(proof?.why).toMatch(/^CN-\d{4} is yours\. Proof is due on .*, in 30 days\.$/);
    await editProduct(anna, "gpt", { lifecycle: "preview" });
    const [again] = (await mine(openai, "ask")).filter(({ overlap }) => overlap === key);
    expect(again?.why).toMatch(new RegExp(`^Its facts changed on .*: ${review.key} no longer holds\\.$`));
  });

  it("is cut by cursor, and is nobody's who is no person", async () => {
    const { openai } = scene.people;
    const all = await mine(openai);
    const first = await myWork(openai, { limit: 2 });
    expect(first).toMatchObject({ total: all.length, next_cursor: "2" });
    const second = await myWork(openai, { limit: 2, cursor: "2" });
    expect([...first.items, ...second.items]).toEqual(all.slice(0, 4));
    await expect(myWork(testKey("read"), { limit: 2 })).rejects.toMatchObject({ type: "person_required" });
  });
});

describe("facts that are gone", () => {
  it("leave nothing to decide, and whoever asked to withdraw", async () => {
    const { anna, anthropic } = scene.people;
    const [item] = (await listReviews(anna, { status: ["submitted"], limit: 10 })).items;
    const id = item?.id ?? "";
    expect((await getReview(anna, id)).overlap).toBe(scene.claude);
    await editProduct(OPERATOR, "titan", { lifecycle: "retired" });
    for (const person of Object.values(scene.people))
      expect(await mine({ ...person, roles: ["compliance"] }, "decide")).toEqual([]);
    expect((await getReview(scene.people.clara, id)).may.decide).toBe(false);
    const [task] = await mine(anthropic, "renew");
    expect(task).toMatchObject({
      ...{ overlap: scene.claude, due: null },
      why: `The facts of ${item?.key} are gone: nobody can judge it any more. Withdraw it.`,
    });
    await withdrawReview(anthropic, id);
    expect(await mine(anthropic, "renew")).toEqual([]);
  });
});
