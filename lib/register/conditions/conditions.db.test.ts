import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/access";
import { auditHistory } from "@/lib/audit/server";
import { withActor } from "@/lib/db/server";
import { OPERATOR } from "@/lib/testing/actors";
import * as entities from "../entities";
import { createRecord } from "../entity/verbs";
import { listNotifications } from "../notifications/list-notifications";
import { patchReview } from "../reviews/patch-review";
import { requestReview } from "../reviews/request-review";
import { approved, ask, condition, type Scene, setScene } from "../reviews/testing/scene";
import { withdrawReview } from "../reviews/withdraw-review";
import { makeKey } from "../testing/people";
import { addProof } from "./add-proof";
import { getCondition } from "./get-condition";
import { judgeProof } from "./judge-proof";
import { conditionsOf, listConditions } from "./list-conditions";
import { patchCondition } from "./patch-condition";
import { readProof } from "./read-proof";
import type { ConditionView } from "./schema";
import { dayFromNow, file, openCondition, period } from "./testing/scene";

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

const refused = (status: number, type?: string) =>
  expect.objectContaining({ status, ...(type ? { type } : {}) });
const pointers = (work: Promise<unknown>): Promise<string[]> =>
  work.then(
    () => [],
    (error: { errors?: { pointer: string }[] }) => (error.errors ?? []).map(({ pointer }) => pointer),
  );
const told = async (actor: Actor, about: ConditionView): Promise<string[]> => {
  const { items } = await listNotifications(actor, { limit: 1000 });
  return items.filter(({ href }) => href.endsWith(about.key)).map(({ kind }) => kind);
};
const actions = (id: string): Promise<string[]> =>
  withActor(OPERATOR, async (tx) =>
    (await auditHistory(tx, "condition", id)).map(({ action }) => action).toReversed(),
  );
/** The claude overlap, which Anthropic's manager asks about and Berta decides. */
const claude = () => ({ overlap: scene.claude, asker: who.anthropic, decider: who.berta });
const latest = ({ proof_list }: ConditionView): string => proof_list[0]?.id ?? "";

describe("conditions of a review that is being written", () => {
  it("are named by it, keep their number while they stay the same, and are their author's alone", async () => {
    const two = [condition(who.executive.email), condition(who.anna.email, { kind: "recusal" })];
    const draft = await requestReview(
      who.anthropic,
      scene.claude,
      ask({ outcome: "cleared_with_conditions", conditions: two, draft: true }),
    );
    const before = await conditionsOf(who.anthropic, scene.claude);
    expect(before.map(({ kind, status, owner }) => [kind, status, owner])).toEqual([
      ["disclosure", "proposed", who.executive.email],
      ["recusal", "proposed", who.anna.email],
    ]);
    const changed = [{ ...two[0], text: "Say it in the contract." }, two[1]].flatMap((one) => one ?? []);
    const patched = await patchReview(
      who.anthropic,
      draft.id,
      { conditions: changed as typeof two },
      draft.version,
    );
    const after = await conditionsOf(who.anthropic, scene.claude);
    expect(patched.conditions).toHaveLength(2);
    expect(after.find(({ kind }) => kind === "recusal")?.key).toBe(before[1]?.key);
    expect(after.find(({ kind }) => kind === "disclosure")?.key).not.toBe(before[0]?.key);
    expect(await conditionsOf(who.anna, scene.claude)).toEqual([]);
    await expect(getCondition(who.anna, after[0]?.id ?? "")).rejects.toEqual(refused(404));
    await withdrawReview(who.anthropic, draft.id);
    const ended = await conditionsOf(who.anna, scene.claude);
    expect(ended.map(({ status }) => status)).toEqual(["ended", "ended"]);
    expect(await actions(ended[0]?.id ?? "")).toContain("condition:end");
  });

  it.each([
    ["an owner whom nobody knows", () => condition("nobody@example.com"), "/conditions/0/owner"],
    ["an auditor", () => condition(who.auditor.email), "/conditions/0/owner"],
    [
      "a day that is over",
      () => condition(who.anna.email, { due_on: dayFromNow(-1) }),
      "/conditions/0/due_on",
    ],
  ])("are refused with %s", async (_, wrong, pointer) => {
    const input = ask({ outcome: "cleared_with_conditions", conditions: [wrong()] });
    expect(await pointers(requestReview(who.anthropic, scene.claude, input))).toEqual([pointer]);
  });

  it("are refused for who could not see the overlap", async () => {
    const input = (owner: string) =>
      ask({ outcome: "cleared_with_conditions", conditions: [condition(owner)] });
    for (const outside of [who.executive, who.anthropic])
      expect(await pointers(requestReview(who.openai, scene.gpt, input(outside.email)))).toEqual([
        "/conditions/0/owner",
      ]);
  });
});

describe("a condition in force", () => {
  it("goes from its proof to a judgement, and back when later proof fails", async () => {
    const one = await openCondition(claude(), who.executive.email);
    expect(one).toMatchObject({ status: "open", overdue: false, proofs: 0, covered_to: null });
    expect(await told(who.executive, one)).toEqual(["condition_given"]);
    expect((await getCondition(who.executive, one.key)).may).toMatchObject({
      prove: true,
      check: false,
      assign: true,
    });
    expect((await getCondition(who.auditor, one.key)).may).toMatchObject({
      prove: false,
      check: false,
      assign: false,
    });

    const proven = await addProof(
      who.executive,
      one.key,
      period({ note: "The minutes." }),
      file("It was said."),
    );
    expect(proven).toMatchObject({ status: "proven", proofs: 1, covered_to: null });
    expect(proven.proof_list[0]).toMatchObject({
      ...{ file_name: "minutes.txt", media_type: "text/plain", size_bytes: 12, note: "The minutes." },
      sha256: createHash("sha256").update("It was said.").digest("hex"),
      ...{ period_from: dayFromNow(-30), period_to: dayFromNow(-1) },
      uploaded_by: `person:${who.executive.id}`,
    });
    expect(await told(who.anna, one)).toContain("proof_given");
    expect(await told(who.executive, one)).not.toContain("proof_given");

    const judged = await judgeProof(who.anna, one.key, {
      ...{ proof: latest(proven), outcome: "effective", note: "It was said in time." },
    });
    expect(judged).toMatchObject({
      ...{ status: "effective", covered_to: dayFromNow(-1) },
      checks: [{ outcome: "effective", proof: latest(proven) }],
    });
    expect(await told(who.executive, one)).toContain("proof_judged");
    expect(await told(who.anthropic, one)).toContain("proof_judged");

    const to_now = period({ period_to: dayFromNow(0) });
    const again = await addProof(who.anthropic, one.key, to_now, file("Another quarter."));
    // What nobody has judged yet shows nothing more.
    expect(again).toMatchObject({ status: "proven", covered_to: dayFromNow(-1) });
    expect(await told(who.executive, one)).toContain("proof_given");
    const open = await judgeProof(who.anna, one.key, {
      ...{ proof: latest(again), outcome: "not_effective", note: "Nobody was told." },
    });
    expect(open).toMatchObject({ status: "open", covered_to: null });
    expect(open.history.map(({ kind, by, about, said }) => [kind, by, about, said])).toEqual([
      ["proposed", who.anthropic.name, null, null],
      ["opened", who.berta.name, null, null],
      ["proven", who.executive.name, "minutes.txt", "The minutes."],
      ["judged", who.anna.name, null, "It was said in time."],
      ["proven", who.anthropic.name, "minutes.txt", null],
      ["judged", who.anna.name, null, "Nobody was told."],
    ]);
    expect(await actions(one.id)).toEqual([
      "condition:propose",
      "condition:open",
      "condition:prove",
      "condition:judge",
      "condition:prove",
      "condition:judge",
    ]);
  });

  it("gives its file back as it came in, to whoever sees it", async () => {
    const one = await openCondition(claude(), who.anna.email);
    const bytes = Uint8Array.from({ length: 4096 }, (_, at) => at % 256);
    const proven = await addProof(who.anna, one.key, period(), {
      ...{ name: "..\\x\u202E.bin", media_type: "application/octet-stream", content: bytes },
    });
    const stored = await readProof(who.auditor, one.key, latest(proven));
    expect(stored.file_name).toBe("x.bin");
    expect(stored.content).toEqual(bytes);
    await expect(readProof(who.auditor, one.key, one.id)).rejects.toEqual(refused(404));
    await expect(readProof(who.auditor, one.key, "nothing")).rejects.toEqual(refused(404));
    const other = (await listConditions(who.auditor, { limit: 100 })).items.find(
      ({ key }) => key !== one.key,
    );
    await expect(readProof(who.auditor, other?.key ?? "", latest(proven))).rejects.toEqual(refused(404));
  });

  it("takes no proof that is none", async () => {
    const one = await openCondition(claude(), who.anna.email);
    const give = (over: object, content = "x") => addProof(who.anna, one.key, period(over), file(content));
    expect(await pointers(give({ period_to: dayFromNow(1) }))).toEqual(["/period_to"]);
    expect(await pointers(give({ period_from: dayFromNow(0) }))).toEqual(["/period_to"]);
    expect(await pointers(give({}, ""))).toEqual(["/file"]);
    expect(await pointers(addProof(who.anna, one.key, period(), null))).toEqual(["/file"]);
    await expect(addProof(who.auditor, one.key, period(), file("x"))).rejects.toEqual(refused(403));
    await expect(addProof(await makeKey(who.anna, "read"), one.key, period(), file("x"))).rejects.toEqual(
      refused(403),
    );
    await expect(addProof(who.anna, "CN-9999", period(), file("x"))).rejects.toEqual(refused(404));
    expect((await getCondition(who.anna, one.key)).proofs).toBe(0);
  });

  it("takes no proof of the manager of another partner", async () => {
    const one = await openCondition(claude(), who.executive.email);
    const refusal = addProof(who.openai, one.key, period(), file("x"));
    const message = expect.stringMatching(/^Its owner gives proof/);
    await expect(refusal).rejects.toMatchObject({ status: 403, message });
    for (const actor of [who.executive, who.anthropic, who.berta, who.openai])
      expect((await getCondition(actor, one.key)).may.prove).toBe(actor !== who.openai);
  });

  it("is judged by nobody who owns it or gave the proof, nor by a key", async () => {
    const one = await openCondition(claude(), who.anna.email);
    const key = await makeKey(who.clara);
    const proven = await addProof(key, one.key, period(), file("Sent by a script."));
    const verdict = { proof: latest(proven), outcome: "effective", note: "Fine." } as const;
    const judge = async (actor: Actor) => judgeProof(actor, one.key, verdict);
    await expect(judge(who.anna)).rejects.toEqual(refused(409, "self_approval"));
    await expect(judge(who.clara)).rejects.toEqual(refused(409, "self_approval"));
    await expect(judge(key)).rejects.toEqual(refused(403, "person_required"));
    await expect(judge(await makeKey(who.berta))).rejects.toEqual(refused(403, "person_required"));
    for (const actor of [who.anthropic, who.executive, who.auditor])
      await expect(judge(actor)).rejects.toEqual(refused(403));
    for (const actor of [who.anna, who.clara, who.auditor])
      expect((await getCondition(actor, one.key)).may.check).toBe(false);
    expect((await getCondition(who.berta, one.key)).may.check).toBe(true);
    expect((await judge(who.berta)).status).toBe("effective");
    await expect(judge(who.berta)).rejects.toEqual(refused(409, "nothing_to_judge"));
  });

  it("is judged on its latest proof alone", async () => {
    const one = await openCondition(claude(), who.executive.email);
    const first = await addProof(who.executive, one.key, period(), file("first"));
    const second = await addProof(who.executive, one.key, period(), file("second"));
    const judge = (proof: string) =>
      judgeProof(who.anna, one.key, { proof, outcome: "effective", note: "Read." });
    await expect(judge(latest(first))).rejects.toEqual(refused(409, "proof_replaced"));
    expect(await pointers(judge(one.id))).toEqual(["/proof"]);
    expect((await judge(latest(second))).status).toBe("effective");
  });

  it("has one outcome when two people judge at once", async () => {
    const one = await openCondition(claude(), who.executive.email);
    const proven = await addProof(who.executive, one.key, period(), file("once"));
    const outcomes = await Promise.allSettled([
      judgeProof(who.anna, one.key, { proof: latest(proven), outcome: "effective", note: "Yes." }),
      judgeProof(who.berta, one.key, { proof: latest(proven), outcome: "not_effective", note: "No." }),
    ]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { status: 409, type: "nothing_to_judge" },
    });
    expect((await getCondition(who.anna, one.key)).checks).toHaveLength(1);
  });

  it("changes hands, but not while a proof waits", async () => {
    const one = await openCondition(claude(), who.executive.email);
    const hand = (actor: Actor, owner: string, version: number | null) =>
      patchCondition(actor, one.key, { owner }, version);
    await expect(hand(who.anthropic, who.anna.email, one.version)).rejects.toEqual(refused(403));
    await expect(hand(who.executive, who.anna.email, null)).rejects.toEqual(refused(428));
    await expect(hand(who.executive, who.anna.email, one.version + 7)).rejects.toEqual(refused(412));
    expect(await pointers(hand(who.executive, who.auditor.email, one.version))).toEqual(["/owner"]);
    const handed = await hand(who.executive, who.anna.email.toUpperCase(), one.version);
    expect(handed).toMatchObject({ owner: who.anna.email, version: one.version + 1 });
    expect(handed.history.at(-1)).toMatchObject({ kind: "handed_on", about: who.anna.name });
    expect(await told(who.anna, one)).toContain("condition_given");
    expect(await hand(who.berta, who.anna.email, handed.version)).toMatchObject({ version: handed.version });
    const proven = await addProof(who.anna, one.key, period(), file("mine"));
    await expect(hand(who.berta, who.berta.email, proven.version)).rejects.toEqual(
      refused(409, "proof_waits"),
    );
  });

  it("ends when another review takes its place, and is told so", async () => {
    const one = await openCondition(claude(), who.executive.email);
    await approved(scene.claude, who.anthropic, who.berta);
    const ended = await getCondition(who.executive, one.key);
    expect(ended.status).toBe("ended");
    expect(ended.ended_reason).toMatch(/RV-\d{4}/);
    expect(ended.may).toMatchObject({ prove: false, check: false, assign: false });
    expect(await told(who.executive, one)).toContain("condition_ended");
    await expect(addProof(who.executive, one.key, period(), file("late"))).rejects.toEqual(
      refused(409, "nothing_to_prove"),
    );
    await expect(
      patchCondition(who.berta, one.key, { owner: who.anna.email }, ended.version),
    ).rejects.toEqual(refused(409, "not_in_force"));
  });
});
