import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/access";
import { OPERATOR } from "@/lib/testing/actors";
import * as entities from "../entities";
import { createRecord } from "../entity/verbs";
import { listNotifications } from "../notifications/list-notifications";
import { type Scene, setScene } from "../reviews/testing/scene";
import { search } from "../search/search";
import { addProof } from "./add-proof";
import { getCondition } from "./get-condition";
import { conditionsOf, listConditions } from "./list-conditions";
import { patchCondition } from "./patch-condition";
import { readProof } from "./read-proof";
import { remindConditions } from "./remind-conditions";
import type { ConditionView } from "./schema";
import { dayFromNow, file, openCondition, overdueCondition, period } from "./testing/scene";

let scene: Scene;
let who: Scene["people"];
beforeAll(async () => {
  scene = await setScene();
  who = scene.people;
  // Puts the overlap with GPT behind the wall of its partner.
  await createRecord(OPERATOR, entities.rights, {
    ...{ key: "aws-openai-secret", partnership: "aws-openai", holder: "aws", type: "information" },
    ...{ state: "agreed", visibility: "confidential" },
  });
});

const refused = (status: number) => expect.objectContaining({ status });
const told = async (actor: Actor, about: ConditionView): Promise<string[]> => {
  const { items } = await listNotifications(actor, { limit: 1000 });
  return items.filter(({ href }) => href.endsWith(about.key)).map(({ kind }) => kind);
};
/** The claude overlap, which Anthropic's manager asks about and Berta decides. */
const claude = () => ({ overlap: scene.claude, asker: who.anthropic, decider: who.berta });
const latest = ({ proof_list }: ConditionView): string => proof_list[0]?.id ?? "";

describe("the list", () => {
  it("is by due day, page after page, and filtered", async () => {
    // Each takes the place of the one before, which has ended.
    for (const days of [40, 10, 20, 10])
      await openCondition(claude(), who.anna.email, { due_on: dayFromNow(days) });
    const one = await openCondition(claude(), who.executive.email, { due_on: dayFromNow(3) });
    const all = (await listConditions(who.anna, { limit: 1000 })).items;
    expect(all.map(({ due_on, key }) => `${due_on} ${key}`)).toEqual(
      all.map(({ due_on, key }) => `${due_on} ${key}`).toSorted(),
    );
    const paged: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await listConditions(who.anna, { limit: 2, ...(cursor === undefined ? {} : { cursor }) });
      paged.push(...page.items.map(({ key }) => key));
      cursor = page.next_cursor;
    }
    expect(paged).toEqual(all.map(({ key }) => key));
    const keys = async (actor: Actor, query: object) =>
      (await listConditions(actor, { limit: 1000, ...query })).items.map(({ key }) => key);
    expect(await keys(who.executive, { owner: "me", status: ["open"] })).toEqual([one.key]);
    expect(await keys(who.anna, { overlap: scene.claude, status: ["open"] })).toEqual([one.key]);
    expect(await keys(who.anna, { review: one.review })).toEqual([one.key]);
    expect(await keys(who.anna, { overlap: "OV-9999" })).toEqual([]);
    expect(await keys(who.anna, { overlap: "x", review: "y" })).toEqual([]);
    expect(await keys(who.anna, { overdue: "true" })).toEqual([]);
    expect(await keys(who.anna, { kind: ["recusal"], status: ["open"] })).toEqual([]);
  });

  it("is in the order that is asked, over all pages", async () => {
    const walk = async (sort: string) => {
      const found: string[] = [];
      for (let cursor: string | undefined; ; ) {
        const page = await listConditions(who.anna, { limit: 2, sort, cursor });
        found.push(...page.items.map(({ key }) => key));
        if (page.next_cursor === null) return found;
        cursor = page.next_cursor;
      }
    };
    const numbers = (await walk("key")).map((key) => Number(key.slice(3)));
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    expect(await walk("-key")).toEqual((await walk("key")).reverse());
    const { items } = await listConditions(who.anna, { limit: 1000, sort: "-status,-due_on" });
    const open = items.filter(({ status }) => status === "open").map(({ due_on }) => due_on);
    expect(open).toEqual(open.toSorted().reverse());
    expect(items.map(({ status }) => status).indexOf("ended")).toBe(0);
    // A cursor of one order is none of the other.
    expect(() => listConditions(who.anna, { limit: 1, cursor: "2" })).toThrow(refused(422));
    const next = { limit: 1, sort: "key", cursor: "2026-01-01.1" };
    await expect(listConditions(who.anna, next)).rejects.toEqual(refused(422));
  });

  it("holds nothing from behind a wall, nor does anything else", async () => {
    const hidden = await openCondition(
      { overlap: scene.gpt, asker: who.openai, decider: who.berta },
      who.anna.email,
    );
    const proven = await addProof(who.anna, hidden.key, period(), file("secret"));
    for (const inside of [who.openai, who.anna, who.auditor]) {
      expect((await getCondition(inside, hidden.key)).key).toBe(hidden.key);
      const hits = await search(inside, hidden.key);
      expect(hits.map(({ kind, href }) => [kind, href])).toEqual([
        ["condition", `/overlaps/conditions/${hidden.key}`],
      ]);
      const { items } = await listConditions(inside, { limit: 1000 });
      expect(items.map(({ key }) => key)).toContain(hidden.key);
    }
    for (const outside of [who.executive, who.anthropic]) {
      const { items } = await listConditions(outside, { limit: 1000 });
      expect(items.map(({ key }) => key)).not.toContain(hidden.key);
      for (const id of [hidden.key, hidden.id]) {
        await expect(getCondition(outside, id)).rejects.toEqual(refused(404));
        await expect(readProof(outside, id, latest(proven))).rejects.toEqual(refused(404));
        await expect(addProof(outside, id, period(), file("x"))).rejects.toEqual(refused(404));
        await expect(patchCondition(outside, id, { owner: outside.email }, 1)).rejects.toEqual(refused(404));
      }
      await expect(conditionsOf(outside, scene.gpt)).rejects.toEqual(refused(404));
      for (const q of [hidden.key, hidden.review, hidden.text.slice(0, 20)]) {
        const hits = (await search(outside, q)).map(({ href }) => href).join(" ");
        expect(hits).not.toContain(hidden.key);
        expect(hits).not.toContain(hidden.review);
      }
      const filtered = await listConditions(outside, {
        limit: 1000,
        overlap: scene.gpt,
        owner: who.anna.email,
      });
      expect(filtered.items).toEqual([]);
    }
  });
});

describe("reminders", () => {
  it("come to the owner of what is open, once each, and not to whoever was given it just now", async () => {
    await openCondition(claude(), who.clara.email, { due_on: dayFromNow(20) });
    const soon = await openCondition(claude(), who.clara.email, { due_on: dayFromNow(20) });
    const remind = (days: number) => remindConditions(Date.now() + days * 86_400_000);
    const near = async () => (await told(who.clara, soon)).filter((kind) => kind === "condition_near").length;
    await remind(0);
    expect(await near()).toBe(0);
    for (const days of [13, 13, 14]) await remind(days);
    expect(await near()).toBe(1);
    for (const days of [19, 20, 21]) await remind(days);
    expect(await near()).toBe(2);
  });

  it("are not of what is over", async () => {
    const over = await overdueCondition(claude(), who.clara.email, 2);
    expect(over).toMatchObject({ status: "open", overdue: true });
    await remindConditions(Date.now());
    expect(await told(who.clara, over)).toEqual(["condition_given"]);
    const { items } = await listConditions(who.clara, { overdue: "true", limit: 10 });
    expect(items.map(({ key }) => key)).toEqual([over.key]);
  });
});
