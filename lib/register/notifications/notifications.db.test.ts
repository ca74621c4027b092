import { beforeAll, describe, expect, it } from "vitest";
import type { Actor, PersonActor } from "@/lib/access";
import { asChecks, asDetection, withActor } from "@/lib/db/server";
import { OPERATOR, testActor } from "@/lib/testing/actors";
import { openCondition, overdueCondition } from "../conditions/testing/scene";
import * as entities from "../entities";
import { createRecord, retireRecord } from "../entity/verbs";
import { findOverlap } from "../overlaps/store";
import { type Scene, setScene } from "../reviews/testing/scene";
import { makeKey, makePerson } from "../testing/people";
import { choose, readChoices } from "./choices";
import { getDigest, periodOf } from "./get-digest";
import { countUnread, listNotifications } from "./list-notifications";
import { markRead } from "./mark-read";
import { type Notice, notify } from "./notify";
import { DigestQuery, NotificationKind } from "./schema";

let scene: Scene;
let who: Scene["people"];
let gpt: string;
let claude: string;

beforeAll(async () => {
  scene = await setScene();
  who = scene.people;
  await createRecord(OPERATOR, entities.rights, {
    ...{ key: "aws-openai-secret", partnership: "aws-openai", holder: "aws", type: "information" },
    ...{ state: "agreed", visibility: "confidential" },
  });
  const idOf = (key: string) => withActor(OPERATOR, async (tx) => (await findOverlap(tx, OPERATOR, key)).id);
  [gpt, claude] = [await idOf(scene.gpt), await idOf(scene.claude)];
});

const tell = (actor: Actor, notice: Notice) => withActor(actor, (tx) => notify(tx, actor, notice));
const kindsOf = async (actor: Actor, query: object = {}) =>
  (await listNotifications(actor, { limit: 1000, ...query })).items.map(({ kind }) => kind);
/** Somebody new, who has been told nothing yet. */
const newcomer = (role: "compliance" | "executive" = "compliance"): Promise<PersonActor> => makePerson(role);
const refused = (status: number, type?: string) =>
  expect.objectContaining({ status, ...(type ? { type } : {}) });

describe("telling people", () => {
  it("reaches people, addresses, roles and managers, each once, and never whoever caused it", async () => {
    const [one, two] = [await newcomer("executive"), await newcomer("executive")];
    const to = [
      { people: [one.id, two.id] },
      { emails: [one.email.toUpperCase(), "nobody@example.com"] },
      { managers_of: claude },
    ];
    // One, two and the manager; compliance is not among them.
    expect(await tell(who.anna, { kind: "commented", to, overlap_id: claude })).toBe(3);
    expect(await kindsOf(one)).toEqual(["commented"]);
    expect(await kindsOf(who.anthropic)).toContain("commented");
    expect(await tell(one, { kind: "commented", to: { people: [one.id, two.id] }, overlap_id: claude })).toBe(
      1,
    );
    expect(await kindsOf(one)).toEqual(["commented"]);
    const officers = await tell(OPERATOR, {
      kind: "proof_given",
      to: { role: "compliance" },
      overlap_id: claude,
    });
    expect(officers).toBe(3);
    const others = { kind: "proof_given", to: { role: "compliance" }, except: [who.berta.id] } as const;
    expect(await tell(who.anna, { ...others, overlap_id: claude })).toBe(1);
  });

  it("does not tell the person behind a key what the key did", async () => {
    const key = await makeKey(who.anna);
    const to = { people: [who.anna.id, who.berta.id] };
    expect(await tell(key, { kind: "commented", to, overlap_id: claude })).toBe(1);
  });

  it("tells nobody who has left", async () => {
    const gone = await newcomer();
    await withActor(OPERATOR, (tx) => tx.person.update({ where: { id: gone.id }, data: { active: false } }));
    expect(await tell(who.anna, { kind: "commented", to: { people: [gone.id] }, overlap_id: claude })).toBe(
      0,
    );
  });

  it("comes once under a key, also when two are at it, and under every role", async () => {
    const one = await newcomer();
    const notice: Notice = {
      ...{ kind: "recertification_near", to: { people: [one.id] }, overlap_id: claude },
      ...{ detail: { day: "2026-12-21" }, once: "near:claude:30" },
    };
    const times = await Promise.all([
      tell(OPERATOR, notice),
      withActor(OPERATOR, (tx) => asDetection(tx, () => notify(tx, OPERATOR, notice))),
      withActor(OPERATOR, (tx) => asChecks(tx, () => notify(tx, OPERATOR, notice))),
    ]);
    expect(times.toSorted()).toEqual([0, 0, 1]);
    expect(await tell(OPERATOR, { ...notice, once: "near:claude:7" })).toBe(1);
    expect(await kindsOf(one)).toEqual(["recertification_near", "recertification_near"]);
  });
});

describe("what somebody was told", () => {
  it("is theirs alone, newest first, page after page", async () => {
    const one = await newcomer();
    for (const kind of ["commented", "assigned", "review_stale"] as const)
      await tell(OPERATOR, {
        kind,
        to: { people: [one.id] },
        overlap_id: claude,
        detail: { seat: "reviewer" },
      });
    const { items, unread } = await listNotifications(one, { limit: 10 });
    expect(items.map(({ kind }) => kind)).toEqual(["review_stale", "assigned", "commented"]);
    expect(unread).toBe(3);
    expect(items[1]).toMatchObject({
      ...{ overlap: scene.claude, href: `/overlaps/${scene.claude}`, actor_label: "Operator", read_at: null },
      sentence: expect.stringMatching(/^Operator asks you to decide the review of “.+”\.$/),
    });
    const first = await listNotifications(one, { limit: 2 });
    const second = await listNotifications(one, { limit: 2, cursor: first.next_cursor ?? "" });
    expect([...first.items, ...second.items]).toEqual(items);
    expect(second.next_cursor).toBeNull();
    expect(await kindsOf(one, { kind: ["assigned"] })).toEqual(["assigned"]);
    expect(await kindsOf(one, { overlap: scene.gpt })).toEqual([]);
    expect(await kindsOf(await newcomer())).toEqual([]);
  });

  it("stands by its time, not by its id, page after page", async () => {
    const one = await newcomer();
    // Ids as Postgres draws them at random, in the order against that of time.
    const [first, second, third] = [3, 2, 1].map(
      (digit) => `${digit}0000000-0000-4000-8000-${one.id.slice(-12)}`,
    );
    const at = [
      { id: `${third}`, created_at: "2026-11-21T10:00:00Z" },
      { id: `${second}`, created_at: "2026-11-20T10:00:00Z" },
      { id: `${first}`, created_at: "2026-11-19T10:00:00Z" },
    ];
    const told = {
      person_id: one.id,
      kind: "commented",
      overlap_id: claude,
      actor: "system:reviews",
      detail: {},
    };
    await withActor(OPERATOR, (tx) =>
      tx.notification.createMany({
        data: at.map((own) => ({ ...told, ...own })),
      }),
    );
    const found: string[] = [];
    for (let cursor: string | undefined, page = 0; page < 3; page += 1) {
      const { items, next_cursor } = await listNotifications(one, { limit: 1, cursor });
      found.push(...items.map(({ id }) => id));
      cursor = next_cursor ?? undefined;
    }
    expect(found).toEqual([third, second, first]);
  });

  it("is marked as read by them alone", async () => {
    const [one, two] = [await newcomer(), await newcomer()];
    const to = { people: [one.id, two.id] };
    await tell(OPERATOR, { kind: "commented", to, overlap_id: claude });
    await tell(OPERATOR, { kind: "review_stale", to, overlap_id: claude });
    const { items } = await listNotifications(one, { limit: 10 });
    const ids = items.map(({ id }) => id);
    expect(await markRead(two, { ids })).toEqual({ marked: 0 });
    expect(await markRead(one, { ids: ids.slice(0, 1) })).toEqual({ marked: 1 });
    expect(await markRead(one, { ids: ids.slice(0, 1) })).toEqual({ marked: 0 });
    expect(await kindsOf(one, { unread: "true" })).toEqual(["commented"]);
    expect(await kindsOf(one, { unread: "false" })).toEqual(["review_stale"]);
    expect([await countUnread(one), await countUnread(two)]).toEqual([1, 2]);
    expect(await markRead(one, { all: true })).toEqual({ marked: 1 });
    expect([await countUnread(one), await countUnread(two)]).toEqual([0, 2]);
  });

  it("holds nothing from behind a wall: not in the list, not in the count, not in the digest", async () => {
    const [outside, above] = [await newcomer("executive"), await newcomer()];
    const to = { people: [outside.id, above.id, who.openai.id, who.anthropic.id] };
    await tell(OPERATOR, { kind: "commented", to, overlap_id: gpt });
    for (const actor of [outside, who.anthropic]) {
      expect(await kindsOf(actor, { overlap: scene.gpt })).toEqual([]);
      const { changed } = await getDigest(actor, { period: "day" });
      expect(changed.filter(({ overlap }) => overlap === scene.gpt)).toEqual([]);
    }
    expect(await countUnread(outside)).toBe(0);
    expect(await countUnread(above)).toBe(1);
    // Nor is it counted, or marked, by whoever cannot see it.
    expect(await markRead(outside, { all: true })).toEqual({ marked: 0 });
    expect(await kindsOf(who.openai, { overlap: scene.gpt })).toEqual(["commented"]);
  });

  it("holds nothing of what their roles no longer read", async () => {
    const one = await newcomer();
    await tell(OPERATOR, { kind: "commented", to: { people: [one.id] }, overlap_id: claude });
    const admin: PersonActor = { ...one, roles: ["admin"] };
    expect(await countUnread(admin)).toBe(0);
    expect(await kindsOf(admin)).toEqual([]);
    expect(await getDigest(admin, { period: "week" })).toMatchObject({ changed: [], due: [], more: 0 });
  });

  it("is of people: keys are refused", async () => {
    const key = await makeKey(who.anna);
    expect(() => listNotifications(key, { limit: 1 })).toThrow(refused(403, "person_required"));
    expect(() => readChoices(key)).toThrow(refused(403, "person_required"));
    expect(() => markRead(key, { all: true })).toThrow(refused(403, "person_required"));
    await expect(getDigest(key, { period: "day" })).rejects.toEqual(refused(403, "person_required"));
    expect(await countUnread(key)).toBe(0);
  });
});

describe("choosing", () => {
  it("begins with everything everywhere, for every role", async () => {
    for (const role of ["compliance", "admin", "partner", "auditor"] as const) {
      const { items } = await readChoices(testActor(role));
      expect(items.map(({ kind }) => kind)).toEqual(NotificationKind.options);
      expect(items.every(({ in_app, in_digest }) => in_app && in_digest)).toBe(true);
    }
  });

  it("hides a kind from the app, from the digest or from both, for oneself alone", async () => {
    const [one, two] = [await newcomer(), await newcomer()];
    for (const kind of ["commented", "review_stale", "assigned"] as const)
      await tell(OPERATOR, { kind, to: { people: [one.id, two.id] }, overlap_id: claude });
    const before = await choose(one, {
      choices: [
        { kind: "commented", in_app: false, in_digest: true },
        { kind: "assigned", in_app: true, in_digest: false },
      ],
    });
    expect(before.items.find(({ kind }) => kind === "commented")).toMatchObject({
      in_app: false,
      in_digest: true,
    });
    expect(await kindsOf(one)).toEqual(["assigned", "review_stale"]);
    expect(await countUnread(one)).toBe(2);
    const { changed } = await getDigest(one, { period: "day" });
    expect(changed.map(({ kind }) => kind)).toEqual(["review_stale", "commented"]);
    expect(await kindsOf(two)).toHaveLength(3);
    await choose(one, { choices: [{ kind: "commented", in_app: true, in_digest: true }] });
    expect(await kindsOf(one)).toHaveLength(3);
    const entries = await withActor(OPERATOR, (tx) =>
      tx.auditEntry.findMany({ where: { entity: "person", entity_id: one.id } }),
    );
    expect(entries.map(({ action }) => action)).toEqual(["notification:choose", "notification:choose"]);
  });
});

describe("the digest", () => {
  it("is of a day, or of the seven that end with it", () => {
    expect(periodOf({ period: "day" }, "2026-11-21")).toEqual({ from: "2026-11-21", to: "2026-11-21" });
    expect(periodOf({ period: "week" }, "2026-11-21")).toEqual({ from: "2026-11-15", to: "2026-11-21" });
    expect(periodOf({ period: "week", to: "2026-03-01" }, "2026-11-21")).toEqual({
      ...{ from: "2026-02-23", to: "2026-03-01" },
    });
  });

  it("is of no day that Postgres does not know, or from before anything was told", async () => {
    for (const to of ["0000-01-01", "0001-01-01", "1999-12-31"])
      expect(DigestQuery.safeParse({ to }).success).toBe(false);
    const first = DigestQuery.parse({ period: "week", to: "2000-01-01" });
    expect(await getDigest(who.anna, first)).toMatchObject({ from: "1999-12-26", changed: [], more: 0 });
  });

  it("says what of one's own is due, and what happened in its period alone", async () => {
    const owner = await newcomer("executive");
    const asked = { overlap: scene.claude, asker: who.anthropic, decider: who.berta };
    const late = await overdueCondition(asked, owner.email, 3);
    const { due, changed } = await getDigest(owner, { period: "day" });
    expect(due).toEqual([
      {
        ...{ day: late.due_on, overdue: true, what: "condition", key: late.key, label: late.text },
        href: `/overlaps/conditions/${late.key}`,
      },
    ]);
    expect(changed.map(({ kind }) => kind)).toEqual(["condition_given"]);
    const longAgo = await getDigest(owner, { period: "week", to: "2026-01-31" });
    expect(longAgo).toMatchObject({ from: "2026-01-25", to: "2026-01-31", changed: [], more: 0 });
    // Another review takes its place; what it demands is due beyond the fortnight.
    await openCondition(asked, owner.email);
    expect((await getDigest(owner, { period: "day" })).due).toEqual([]);
  });
});

describe("when a wall opens", () => {
  it("what happened behind it stays untold; what happens from then on is told", async () => {
    const [outside, above] = [await newcomer("executive"), await newcomer()];
    const to = { people: [outside.id, above.id, who.openai.id] };
    await tell(OPERATOR, { kind: "commented", to, overlap_id: gpt });
    await retireRecord(OPERATOR, entities.rights, "aws-openai-secret", "It ended.");
    const overlap = scene.gpt;
    expect(await kindsOf(outside, { overlap })).toEqual([]);
    expect(await markRead(outside, { all: true })).toEqual({ marked: 0 });
    expect((await getDigest(outside, { period: "day" })).changed).toEqual([]);
    for (const actor of [above, who.openai]) expect(await kindsOf(actor, { overlap })).toContain("commented");
    await tell(OPERATOR, { kind: "review_stale", to, overlap_id: gpt });
    expect(await kindsOf(outside, { overlap })).toEqual(["review_stale"]);
  });
});
