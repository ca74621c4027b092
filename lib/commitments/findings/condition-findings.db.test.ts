import { beforeAll, describe, expect, it, vi } from "vitest";
import type { Actor } from "@/lib/access";
import { asChecks, withActor } from "@/lib/db/server";
import type { ConditionView } from "@/lib/register";
import { overdueCondition } from "@/lib/register/conditions/testing/scene";
import { approved, type Scene, setScene } from "@/lib/register/reviews/testing/scene";
import { addProof, createRecord, entities, judgeProof, listNotifications } from "@/lib/register/server";
import { OPERATOR } from "@/lib/testing/actors";
import { tickWork } from "../schedule/tick-work";
import {
  closeFinding,
  commentFinding,
  getFinding,
  listFindings,
  patchFinding,
  remedyFinding,
} from "../server";
import { CHECKS } from "../system";
import { refusedWith } from "../testing/refusal";
import { judgeConditions } from "./overdue-conditions";

let scene: Scene;
let who: Scene["people"];
beforeAll(async () => {
  scene = await setScene();
  who = scene.people;
  await createRecord(OPERATOR, entities.rights, {
    ...{ key: "aws-openai-secret", partnership: "aws-openai", holder: "aws", type: "information" },
    ...{ state: "agreed", visibility: "confidential" },
  });
});

const claude = () => ({ overlap: scene.claude, asker: who.anthropic, decider: who.berta });
const findingsOf = async ({ id }: ConditionView) => {
  const { items } = await listFindings(who.anna, { kind: ["condition"], limit: 100 });
  return items.filter(({ condition }) => condition?.id === id);
};
const told = async (actor: Actor, word: string) => {
  const { items } = await listNotifications(actor, { limit: 1000 });
  return items.filter(({ sentence }) => sentence.includes(word)).map(({ kind }) => kind);
};
const prove = async (actor: Actor, { key }: ConditionView): Promise<string> => {
  const today = new Date().toISOString().slice(0, 10);
  const { proof_list } = await addProof(
    actor,
    key,
    { period_from: today, period_to: today },
    { name: "a.txt", media_type: "text/plain", content: new TextEncoder().encode("done") },
  );
  return proof_list[0]?.id ?? "";
};

describe("an overdue condition", () => {
  it("opens one finding, told to its owner and to compliance", async () => {
    const late = await overdueCondition(claude(), who.executive.email, 3);
    expect(await judgeConditions()).toEqual({ opened: 1, closed: 0 });
    expect(await judgeConditions()).toEqual({ opened: 0, closed: 0 });
    const [finding, ...more] = await findingsOf(late);
    expect(more).toEqual([]);
    expect(finding).toMatchObject({
      ...{ kind: "condition", verdict: "overdue", status: "open", title: late.text, owner: null },
      ...{ check: null, commitment: null, clause: null, window_from: null },
      condition: { key: late.key, due_on: late.due_on, overlap: scene.claude },
    });
    const code = finding?.code ?? "";
    expect(await told(who.executive, late.key)).toEqual(["condition_overdue", "condition_given"]);
    for (const officer of [who.anna, who.berta])
      expect(await told(officer, code)).toEqual(["finding_opened"]);
    const view = await getFinding(who.executive, code);
    expect(view).toMatchObject({ opened_result: null, closing_candidates: [], risk_request: null });
    expect(view.events.map(({ kind, actor, detail }) => [kind, actor, detail.due_on])).toEqual([
      ["opened", "system:checks", late.due_on],
    ]);
  });

  it("is closed by a later judgement that it works, and by nothing else", async () => {
    const late = await overdueCondition(claude(), who.executive.email, 3);
    await tickWork(Date.now());
    const [{ id = "" } = {}] = await findingsOf(late);
    const judgement = async (outcome: "effective" | "not_effective") => {
      const proof = await prove(who.executive, late);
      const { checks } = await judgeProof(who.anna, late.key, { proof, outcome, note: "Read." });
      return checks[0]?.id ?? "";
    };
    const failed = await judgement("not_effective");
    const close = (input: { result?: string; judgement?: string }) => closeFinding(who.anna, id, input);
    expect(await refusedWith(close({ judgement: failed }))).toEqual([409, "not_shown"]);
    expect(await refusedWith(close({ judgement: late.id }))).toEqual([422, "invalid"]);
    expect(await refusedWith(close({ result: late.id }))).toEqual([409, "not_shown"]);
    const overturned = await judgement("effective");
    await judgement("not_effective");
    expect(await refusedWith(close({ judgement: overturned }))).toEqual([409, "not_shown"]);
    expect((await getFinding(who.anna, id)).closing_candidates).toEqual([]);
    const waiting = await judgement("effective");
    await prove(who.executive, late);
    expect(await refusedWith(close({ judgement: waiting }))).toEqual([409, "not_shown"]);
    const works = await judgement("effective");
    const view = await getFinding(who.anna, id);
    expect(view.closing_candidates.map((one) => one.id)).toEqual([works]);
    const closed = await close({ judgement: works });
    expect(closed).toMatchObject({ status: "closed", closing_judgement: works, closing_candidates: [] });
    expect(closed.events.at(-1)).toMatchObject({ kind: "closed", detail: { judgement: works } });
    expect(await judgeConditions()).toEqual({ opened: 0, closed: 0 });
  });

  it("opens another when it is open again after that", async () => {
    const late = await overdueCondition(claude(), who.executive.email, 3);
    await judgeConditions();
    const [{ id = "" } = {}] = await findingsOf(late);
    const proof = await prove(who.executive, late);
    const { checks } = await judgeProof(who.anna, late.key, { proof, outcome: "effective", note: "Read." });
    await closeFinding(who.anna, id, { judgement: checks[0]?.id ?? "" });
    const second = await prove(who.executive, late);
    await judgeProof(who.anna, late.key, { proof: second, outcome: "not_effective", note: "No more." });
    expect(await judgeConditions()).toEqual({ opened: 1, closed: 0 });
    expect((await findingsOf(late)).map(({ status }) => status).toSorted()).toEqual(["closed", "open"]);
  });

  it("has an owner, a cause and a remedy as any finding, and comments after its end", async () => {
    const late = await overdueCondition(claude(), who.executive.email, 1);
    await judgeConditions();
    const [{ id = "", version = 0 } = {}] = await findingsOf(late);
    await patchFinding(who.anna, id, { owner: who.berta.email, cause: "Nobody wrote it down." }, version);
    const [{ code = "" } = {}] = await findingsOf(late);
    expect(await told(who.berta, code)).toContain("assigned");
    const remedied = await remedyFinding(who.anna, id, {
      ...{ remedy: "A letter was sent.", remedied_on: new Date().toISOString().slice(0, 10) },
    });
    expect(remedied).toMatchObject({ status: "remedied", cause: "Nobody wrote it down." });
    await approved(scene.claude, who.anthropic, who.berta);
    expect(await judgeConditions()).toEqual({ opened: 0, closed: 1 });
    const over = await getFinding(who.anna, id);
    expect(over).toMatchObject({ status: "closed", closing_judgement: null, closing_result: null });
    expect(over.events.at(-1)?.detail.because).toMatch(/^The condition has ended\. /);
    const after = await commentFinding(who.anna, id, { text: "Seen." });
    expect(after.events.at(-1)?.kind).toBe("commented");
  });

  it("is behind the wall with its overlap", async () => {
    const late = await overdueCondition(
      { overlap: scene.gpt, asker: who.openai, decider: who.berta },
      who.anna.email,
      2,
    );
    await judgeConditions();
    const [{ id = "", code = "" } = {}] = await findingsOf(late);
    expect((await getFinding(who.openai, code)).condition?.key).toBe(late.key);
    for (const outside of [who.executive, who.anthropic]) {
      const { items } = await listFindings(outside, { limit: 1000 });
      expect(items.map((one) => one.code)).not.toContain(code);
      for (const address of [id, code])
        expect(await refusedWith(getFinding(outside, address))).toEqual([404, "not_found"]);
    }
  });

  it("is opened for no condition that is not overdue, also not by the role of checks", async () => {
    const late = await overdueCondition(claude(), who.executive.email, 1);
    await prove(who.executive, late);
    const insert = withActor(CHECKS, (tx) =>
      asChecks(tx, () =>
        tx.finding.create({
          data: {
            ...{ id: late.id, kind: "condition", verdict: "overdue", condition_id: late.id, updated_by: "" },
          },
        }),
      ),
    );
    await expect(insert).rejects.toThrow(/an overdue condition opens a finding/);
    expect(await judgeConditions()).toEqual({ opened: 0, closed: expect.any(Number) });
  });
});

describe("the scheduler", () => {
  it("asks it of the real clock with every look", async () => {
    const { runScheduler } = await import("../schedule/scheduler");
    const late = await overdueCondition(claude(), who.executive.email, 1);
    const abort = new AbortController();
    const running = runScheduler({ abort: abort.signal, pause_ms: 50 });
    await vi.waitFor(async () => expect(await findingsOf(late)).toHaveLength(1), { timeout: 10_000 });
    abort.abort();
    await running;
  });
});
