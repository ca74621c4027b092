import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/access";
import { refusal, refusedWith } from "@/lib/commitments/testing/refusal";
import { withActor } from "@/lib/db/server";
import { uuidv7 } from "@/lib/kernel/ids";
import { OPERATOR, testActor } from "@/lib/testing/actors";
import {
  commentOverlap,
  decideReview,
  getReview,
  listComments,
  listReviews,
  mayRequest,
  patchReview,
  requestReview,
  reviewsOf,
  submitReview,
  withdrawReview,
} from "../server";
import { makeKey, makePerson } from "../testing/people";
import type { ReviewsQuery } from "./schema";
import { approved, ask, condition, decide, type Scene, setScene } from "./testing/scene";

let scene: Scene;
beforeAll(async () => {
  scene = await setScene();
});

const auditsOf = (id: string) =>
  withActor(OPERATOR, (tx) =>
    tx.auditEntry
      .findMany({ where: { entity_id: id }, orderBy: { seq: "asc" } })
      .then((rows) => rows.map(({ action, actor_kind }) => `${action} ${actor_kind}`)),
  );
const toldTo = (person: { id: string }, review_id: string) =>
  withActor(OPERATOR, (tx) =>
    tx.notification
      .findMany({ where: { person_id: person.id, review_id }, orderBy: { created_at: "asc" } })
      .then((rows) => rows.map(({ kind }) => kind)),
  );

describe("who may ask", () => {
  const asking = (actor: Actor, overlap = scene.gpt) =>
    Promise.resolve().then(() => requestReview(actor, overlap, ask()));

  it("the manager of a party on its path, and of no other", async () => {
    const { openai, anthropic } = scene.people;
    const review = await asking(openai);
    expect(review).toMatchObject({ status: "submitted", requested_by: `person:${openai.id}`, round: 1 });
    expect(await refusedWith(asking(anthropic))).toEqual([403, "not_assigned"]);
    expect([await mayRequest(openai, scene.gpt), await mayRequest(anthropic, scene.gpt)]).toEqual([
      true,
      false,
    ]);
    await withdrawReview(openai, review.id);
  });

  it("compliance of every overlap, also by a key that writes", async () => {
    const { anna, berta } = scene.people;
    const key = await makeKey(anna);
    const review = await asking(key);
    expect(review).toMatchObject({
      requested_by: `key:${key.id}`,
      may: { withdraw: true, barred: "not_a_person" },
    });
    // A person's own is what their key asked for.
    expect((await getReview(anna, review.id)).may).toMatchObject({ withdraw: true, barred: "requester" });
    expect((await getReview(berta, review.id)).may).toMatchObject({
      withdraw: false,
      decide: true,
      barred: null,
    });
    await withdrawReview(anna, review.id);
  });

  it("nobody else", async () => {
    const { anna, openai, auditor, executive } = scene.people;
    const reader = await makeKey(anna, "read");
    const managers = await makeKey(openai);
    for (const actor of [auditor, executive, reader, testActor("admin"), testActor("partner")])
      expect(await refusedWith(asking(actor))).toEqual([403, "forbidden"]);
    expect(await refusedWith(asking(managers))).toEqual([403, "not_assigned"]);
    expect(await refusedWith(asking(anna, "OV-9999"))).toEqual([404, "not_found"]);
    expect(await mayRequest(auditor, scene.gpt)).toBe(false);
  });
});

describe("asking", () => {
  it("pins the review to the facts of the moment, audits it and tells those who may decide", async () => {
    const { openai, anna, berta } = scene.people;
    const input = ask({ outcome: "cleared_with_conditions", conditions: [condition(openai.email)] });
    const review = await requestReview(openai, scene.gpt, input);
    expect(review).toMatchObject({
      outcome: "cleared_with_conditions",
      since: { same: true, changed: [] },
      condition_inputs: input.conditions,
      decided_by: null,
      in_force: false,
    });
    expect(review.conditions).toHaveLength(1);
    expect(await auditsOf(review.id)).toEqual(["review:draft person", "review:submit person"]);
    expect(await toldTo(anna, review.id)).toEqual(["review_requested"]);
    expect(await toldTo(berta, review.id)).toEqual(["review_requested"]);
    expect(await toldTo(openai, review.id)).toEqual([]);
    await withdrawReview(openai, review.id);
    expect(await toldTo(anna, review.id)).toEqual(["review_requested", "review_withdrawn"]);
  });

  it("once at a time: a second one is told which, of whom", async () => {
    const { openai, anna, berta } = scene.people;
    const draft = await requestReview(openai, scene.gpt, ask({ draft: true }));
    await expect(requestReview(anna, scene.gpt, ask())).rejects.toMatchObject({
      status: 409,
      type: "review_open",
      detail: `Draft ${draft.key} of ${openai.name} is open; one review of an overlap is open at a time.`,
    });
    await submitReview(openai, draft.id);
    await expect(requestReview(berta, scene.gpt, ask({ draft: true }))).rejects.toMatchObject({
      type: "review_open",
      detail: `${draft.key} of ${openai.name} is open; one review of an overlap is open at a time.`,
    });
    await withdrawReview(openai, draft.id);
  });

  it.each([
    ["clearing with conditions without any", { outcome: "cleared_with_conditions" }, ["/conditions"]],
    ["clearing with some", { outcome: "cleared", conditions: [0] }, ["/conditions"]],
  ] as const)("is refused for %s", async (_, over, pointers) => {
    const { openai } = scene.people;
    const conditions = "conditions" in over ? [condition(openai.email)] : [];
    const input = ask({ outcome: over.outcome, conditions });
    expect(await refusal(() => requestReview(openai, scene.gpt, input))).toEqual(pointers);
    // A draft may be unfinished; it is not submitted so.
    const draft = await requestReview(openai, scene.gpt, { ...input, draft: true });
    expect(await refusal(() => submitReview(openai, draft.id))).toEqual(pointers);
    await withdrawReview(openai, draft.id);
  });

  it("is refused once a day of its conditions is over", async () => {
    const { openai } = scene.people;
    const input = ask({
      outcome: "cleared_with_conditions",
      conditions: [condition(openai.email)],
      draft: true,
    });
    const draft = await requestReview(openai, scene.gpt, input);
    await withActor(openai, (tx) =>
      tx.condition.update({
        where: { id: draft.conditions[0] ?? "" },
        data: { due_on: new Date("2026-01-01") },
      }),
    );
    expect(await refusal(() => submitReview(openai, draft.id))).toEqual(["/conditions/0/due_on"]);
    await withdrawReview(openai, draft.id);
  });

  it("names owners who see the overlap, and leaves nothing behind when it is refused", async () => {
    const { openai } = scene.people;
    const bad = ask({ outcome: "confirmed", conditions: [condition("nobody@example.com")] });
    expect(await refusal(() => requestReview(openai, scene.gpt, bad))).toEqual(["/conditions/0/owner"]);
    expect((await reviewsOf(openai, scene.gpt)).every(({ status }) => status === "withdrawn")).toBe(true);
  });
});

describe("a draft", () => {
  it("is there for nobody but its author, and is written on until it is submitted", async () => {
    const { openai, anna, auditor } = scene.people;
    const { id, key, version } = await requestReview(openai, scene.gpt, ask({ draft: true }));
    for (const other of [anna, auditor]) {
      expect(await refusedWith(getReview(other, key))).toEqual([404, "not_found"]);
      expect((await reviewsOf(other, scene.gpt)).map((one) => one.id)).not.toContain(id);
      expect((await listReviews(other, { limit: 100 })).items.map((one) => one.id)).not.toContain(id);
    }
    expect(await toldTo(anna, id)).toEqual([]);
    expect(await refusedWith(patchReview(openai, id, {}, null))).toEqual([428, "if_match_required"]);
    expect((await patchReview(openai, id, { outcome: "confirmed" }, version)).version).toBe(version);
    const patch = { outcome: "cleared_with_conditions", conditions: [condition(openai.email)] } as const;
    const changed = await patchReview(openai, key, { ...patch, conditions: [...patch.conditions] }, version);
    expect(changed).toMatchObject({ version: version + 1, outcome: "cleared_with_conditions", round: 0 });
    expect(await refusedWith(patchReview(openai, id, { rationale: "Late." }, version))).toEqual([
      412,
      "stale_version",
    ]);
    const again = await patchReview(openai, id, { outcome: "confirmed", conditions: [] }, version + 1);
    expect(again.conditions).toEqual([]);
    await withdrawReview(openai, id);
    expect(await auditsOf(id)).toEqual([
      "review:draft person",
      "review:change person",
      "review:change person",
      "review:withdraw person",
    ]);
  });

  it("that somebody left behind is found and withdrawn by compliance, not written on", async () => {
    const { anna, auditor } = scene.people;
    const leaver = await makePerson("compliance");
    const { id } = await requestReview(leaver, scene.gpt, ask({ draft: true }));
    await withActor(OPERATOR, (tx) =>
      tx.person.update({ where: { id: leaver.id }, data: { active: false } }),
    );
    expect((await getReview(anna, id)).may).toMatchObject({ edit: false, submit: false, withdraw: true });
    expect(await refusedWith(getReview(auditor, id))).toEqual([404, "not_found"]);
    expect(await refusedWith(submitReview(anna, id))).toEqual([403, "not_requester"]);
    expect((await withdrawReview(anna, id)).status).toBe("withdrawn");
  });
});

describe("changes requested", () => {
  it("are made by whoever asked, and submitted as another round", async () => {
    const { openai, anna, berta } = scene.people;
    const first = await requestReview(openai, scene.gpt, ask());
    const sent = await decideReview(anna, first.id, decide("changes_requested", { note: "Say more." }));
    expect(sent).toMatchObject({
      status: "changes_requested",
      decided_by: `person:${anna.id}`,
      recertify_on: null,
    });
    expect(await toldTo(openai, first.id)).toEqual(["changes_requested"]);
    expect(await refusedWith(patchReview(anna, first.id, { rationale: "x" }, sent.version))).toEqual([
      403,
      "not_requester",
    ]);
    const written = await patchReview(openai, first.id, { rationale: "More." }, sent.version);
    expect(written).toMatchObject({ status: "changes_requested", round: 1 });
    const second = await submitReview(openai, first.id);
    expect(second).toMatchObject({ status: "submitted", round: 2, decided_by: null, decided_at: null });
    const done = await decideReview(berta, first.id, decide("approved"));
    expect(
      done.decisions.map(({ round, outcome, note, decided_by }) => [round, outcome, note, decided_by]),
    ).toEqual([
      [1, "changes_requested", "Say more.", `person:${anna.id}`],
      [2, "approved", null, `person:${berta.id}`],
    ]);
    expect(await toldTo(openai, first.id)).toEqual(["changes_requested", "review_decided"]);
  });
});

describe("the list", () => {
  const keys = async (actor: Actor, query: Partial<ReviewsQuery> = {}) =>
    (await listReviews(actor, { limit: 1000, ...query })).items.map(({ key }) => key);

  it("is filtered, newest first, and paged", async () => {
    const { anthropic, anna, berta } = scene.people;
    const one = await approved(scene.claude, anthropic, anna);
    const two = await requestReview(berta, scene.claude, ask());
    expect(await keys(anna, { overlap: scene.claude })).toEqual([two.key, one.key]);
    expect(await keys(anna, { overlap: scene.claude, status: ["approved"] })).toEqual([one.key]);
    expect(await keys(anna, { requested_by: `person:${berta.id}` })).toEqual([two.key]);
    expect(await keys(anthropic, { mine: "true" })).toEqual([one.key]);
    expect(await keys(anthropic, { mine: "false", overlap: scene.claude })).toEqual([two.key]);
    const own = { overlap: scene.claude };
    expect(await keys(anna, { ...own, sort: "key" })).toEqual([one.key, two.key]);
    expect(await keys(anna, { ...own, sort: "status,key" })).toEqual([two.key, one.key]);
    // What is not decided comes last either way.
    expect(await keys(anna, { ...own, sort: "-decided_at" })).toEqual([one.key, two.key]);
    expect(await keys(anna, { ...own, sort: "decided_at", limit: 1, cursor: "1" })).toEqual([two.key]);
    expect(await keys(anna, { overlap: "OV-9999" })).toEqual([]);
    expect(await keys(anna, { overlap: "nonsense" })).toEqual([]);
    const page = await listReviews(anna, { limit: 1 });
    expect(page.items[0]?.key).toBe(two.key);
    expect((await listReviews(anna, { limit: 1, cursor: page.next_cursor ?? "" })).items[0]?.key).toBe(
      one.key,
    );
    expect(await refusedWith(getReview(anna, uuidv7()))).toEqual([404, "not_found"]);
    expect(
      await refusedWith(Promise.resolve().then(() => listReviews(testActor("admin"), { limit: 1 }))),
    ).toEqual([403, "forbidden"]);
  });
});

describe("comments", () => {
  it("are read by whoever sees the overlap, and told to those who take part", async () => {
    const { openai, anthropic, anna, executive } = scene.people;
    const said = await commentOverlap(anna, scene.both, { text: "Which of the two contracts?" });
    expect(said).toMatchObject({ author: `person:${anna.id}`, author_label: anna.name });
    await commentOverlap(openai, scene.both, { text: "Mine." });
    expect((await listComments(executive, scene.both)).items.map(({ text }) => text)).toEqual([
      "Which of the two contracts?",
      "Mine.",
    ]);
    const told = (person: { id: string }) =>
      withActor(OPERATOR, (tx) =>
        tx.notification.count({ where: { person_id: person.id, kind: "commented" } }),
      );
    // Managers of both parties prepare it; nobody is told of their own words.
    expect([await told(openai), await told(anthropic), await told(anna)]).toEqual([1, 2, 1]);
    for (const actor of [executive, scene.people.auditor])
      expect(
        await refusedWith(Promise.resolve().then(() => commentOverlap(actor, scene.both, { text: "x" }))),
      ).toEqual([403, "forbidden"]);
  });
});
