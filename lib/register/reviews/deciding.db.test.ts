import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/access";
import { refusal, refusedWith } from "@/lib/commitments/testing/refusal";
import { withActor } from "@/lib/db/server";
import { Problem } from "@/lib/kernel/errors";
import { OPERATOR, testActor } from "@/lib/testing/actors";
import {
  conditionsOf,
  decideReview,
  declareInterest,
  entities,
  getOverlap,
  getRecord,
  getReview,
  listBarred,
  requestReview,
  reviewsOf,
  submitReview,
  updateRecord,
  withdrawReview,
} from "../server";
import { makeKey, makePerson } from "../testing/people";
import type { ReviewDecisionInput } from "./schema";
import {
  approved,
  ask,
  condition,
  decide,
  editProduct,
  inDays,
  type Scene,
  setScene,
  withReview,
} from "./testing/scene";

let scene: Scene;
beforeAll(async () => {
  scene = await setScene();
});

const deciding = (actor: Actor, id: string, input: ReviewDecisionInput = decide("approved")) =>
  Promise.resolve().then(() => decideReview(actor, id, input));

describe("nobody decides their own", () => {
  it("whoever asked, nor by a key of theirs, nor a key's maker what the key asked for", async () => {
    const { anna, berta } = scene.people;
    const key = await makeKey(anna);
    for (const asker of [anna, key])
      await withReview(asker, scene.gpt, async ({ id }) => {
        expect(await refusedWith(deciding(anna, id))).toEqual([409, "self_approval"]);
        expect(await refusedWith(deciding(key, id))).toEqual([403, "person_required"]);
        expect((await getReview(anna, id)).may).toMatchObject({ decide: false, barred: "requester" });
        expect((await getReview(berta, id)).may).toMatchObject({ decide: true, barred: null });
      });
  });

  it("nor a key of anybody, nor a key of theirs that another made", async () => {
    const { anna, berta, clara } = scene.people;
    await withReview(anna, scene.gpt, async ({ id }) => {
      for (const maker of [berta, clara])
        for (const scope of ["write", "read"] as const)
          expect(await refusedWith(deciding(await makeKey(maker, scope), id))).toEqual([
            403,
            "person_required",
          ]);
    });
  });

  it("nor whoever last edited a fact of it, also by a key; an edit by another frees them", async () => {
    const { anna, berta, clara } = scene.people;
    const edit = (actor: Actor, name: string) => editProduct(actor, "gpt", { name });
    for (const editor of [clara, await makeKey(clara)]) {
      await edit(editor, `GPT ${editor.kind}`);
      await withReview(anna, scene.gpt, async ({ id }) => {
        await expect(deciding(clara, id)).rejects.toMatchObject({
          type: "self_approval",
          detail: `You last edited a fact that it rests on: GPT ${editor.kind}. Another person decides.`,
        });
        expect(await listBarred(berta, id)).toEqual(
          expect.arrayContaining([
            expect.objectContaining({ label: clara.name, why: "fact_editor" }),
            expect.objectContaining({ label: anna.name, why: "requester" }),
            expect.objectContaining({ label: scene.people.openai.name, why: "inside" }),
          ]),
        );
      });
    }
    await edit(OPERATOR, "GPT");
    await withReview(anna, scene.gpt, async ({ id }) => {
      expect((await deciding(clara, id)).status).toBe("approved");
    });
  });

  it("nor whoever last edited a party that it concerns, such as to take themselves off it; our own is no bar", async () => {
    const { anna, clara } = scene.people;
    const edit = async (actor: Actor, key: string) => {
      const { meta } = await getRecord(actor, entities.parties, key);
      await updateRecord(
        actor,
        entities.parties,
        key,
        { note: `By ${actor.kind} ${actor.id}.` },
        meta.version,
      );
    };
    await edit(clara, "aws");
    await edit(clara, "openai");
    const detail = "You last edited a fact that it rests on: OpenAI. Another person decides.";
    await withReview(anna, scene.gpt, async ({ id }) => {
      await expect(deciding(clara, id)).rejects.toMatchObject({ type: "self_approval", detail });
      await edit(OPERATOR, "openai");
      expect((await deciding(clara, id)).status).toBe("approved");
    });
  });

  it("nor somebody inside the wall of a partner concerned", async () => {
    const { anna } = scene.people;
    const insider = await makePerson(["compliance", "partner_manager"], "anthropic.too@example.com");
    await withActor(OPERATOR, async (tx) => {
      const { id } = await tx.party.findFirstOrThrow({ where: { key: "openai" } });
      await tx.partyManager.create({ data: { party_id: id, email: insider.email } });
    });
    await withReview(anna, scene.gpt, async ({ id }) => {
      expect(await refusedWith(deciding(insider, id))).toEqual([409, "inside_wall"]);
    });
    const other = await requestReview(anna, scene.claude, ask());
    expect((await deciding(insider, other.id)).status).toBe("approved");
  });
});

describe("deciding is refused", () => {
  it("to other roles, before anything is told, and for what is not there", async () => {
    const { openai, auditor, executive, berta } = scene.people;
    await withReview(berta, scene.gpt, async ({ id }) => {
      for (const actor of [openai, auditor, executive, testActor("admin"), testActor("partner")])
        expect(await refusedWith(deciding(actor, id))).toEqual([403, "forbidden"]);
      expect(await refusedWith(deciding(OPERATOR, id))).toEqual([403, "person_required"]);
    });
    expect(await refusedWith(deciding(berta, "RV-9999"))).toEqual([404, "not_found"]);
    expect(await refusedWith(deciding(openai, "RV-9999"))).toEqual([403, "forbidden"]);
  });

  it("without the words that it needs", async () => {
    const { anna, berta } = scene.people;
    await withReview(berta, scene.gpt, async ({ id }) => {
      for (const outcome of ["rejected", "changes_requested"] as const)
        expect(await refusal(() => decideReview(anna, id, { outcome, has_interest: false }))).toEqual([
          "/note",
        ]);
      expect(
        await refusal(() => decideReview(anna, id, { outcome: "approved", has_interest: true })),
      ).toEqual(["/interest_statement"]);
      expect(await refusal(() => declareInterest(anna, id, { has_interest: true }))).toEqual(["/statement"]);
    });
  });

  it("on facts that have changed; changes can be requested, and it goes on with those of the day", async () => {
    const { anna, berta } = scene.people;
    const { id, facts_hash } = await requestReview(berta, scene.gpt, ask());
    await editProduct(OPERATOR, "gpt", { lifecycle: "preview" });
    expect(await refusedWith(deciding(anna, id))).toEqual([409, "facts_changed"]);
    const waiting = await getReview(anna, id);
    expect(waiting).toMatchObject({ status: "submitted", since: { same: false }, may: { decide: true } });
    expect(waiting.since.changed).toEqual([
      {
        before: "GPT is sold in foundation models (generally available)",
        after: "GPT is sold in foundation models (preview)",
      },
    ]);
    await deciding(anna, id, decide("changes_requested"));
    const again = await submitReview(berta, id);
    expect([again.facts_hash === facts_hash, again.since.same]).toEqual([false, true]);
    expect((await deciding(anna, id)).status).toBe("approved");
  });
});

describe("an interest of one's own", () => {
  const interested = { interest_statement: "I hold shares.", has_interest: true } as const;

  it("is kept with the refusal, audited, and bars from this conflict, asked anew or not", async () => {
    const { berta, clara } = scene.people;
    const anna = await makePerson("compliance");
    await withReview(berta, scene.gpt, async ({ id }) => {
      expect(await refusedWith(deciding(anna, id, { outcome: "approved", ...interested }))).toEqual([
        409,
        "interest",
      ]);
      const view = await getReview(anna, id);
      expect(view).toMatchObject({
        status: "submitted",
        interests: [{ declared_by_label: anna.name, has_interest: true, statement: "I hold shares." }],
        may: { decide: false, barred: "interest" },
      });
      expect(await refusedWith(deciding(anna, id))).toEqual([409, "interest"]);
      expect(await refusedWith(declareInterest(anna, id, { has_interest: false }))).toEqual([
        409,
        "interest",
      ]);
      const audited = await withActor(OPERATOR, (tx) =>
        tx.auditEntry.count({
          where: { entity_id: id, action: "review:declare_interest", actor_id: anna.id },
        }),
      );
      expect(audited).toBe(1);
    });
    await withReview(berta, scene.gpt, async ({ id }) => {
      expect(await refusedWith(deciding(anna, id))).toEqual([409, "interest"]);
      expect((await deciding(clara, id)).interests).toMatchObject([{ has_interest: false, statement: null }]);
    });
  });

  it("can be declared alone, by a person who decides, while it waits", async () => {
    const { berta, clara, openai } = scene.people;
    const anna = await makePerson("compliance");
    await withReview(berta, scene.gpt, async ({ id }) => {
      const said = await declareInterest(anna, id, {
        has_interest: true,
        statement: "My brother works there.",
      });
      expect(said.may.barred).toBe("interest");
      const declaring = (actor: Actor) =>
        refusedWith(Promise.resolve().then(() => declareInterest(actor, id, { has_interest: false })));
      expect(await declaring(openai)).toEqual([403, "forbidden"]);
      expect(await declaring(await makeKey(anna))).toEqual([403, "person_required"]);
    });
    const over = await approved(scene.gpt, berta, clara);
    expect(await refusedWith(declareInterest(clara, over.id, { has_interest: false }))).toEqual([
      409,
      "review_over",
    ]);
  });
});

describe("two people at once", () => {
  it("end in one outcome, recorded once", async () => {
    const { berta, anna, clara } = scene.people;
    const officers = [anna, clara, await makePerson("compliance"), await makePerson("compliance")];
    for (let n = 0; n < 5; n++) {
      const { id } = await requestReview(
        berta,
        scene.gpt,
        ask({ outcome: n % 2 ? "prohibited" : "confirmed" }),
      );
      const said = (["approved", "rejected", "changes_requested", "approved"] as const).map((outcome, at) =>
        deciding(officers[at] ?? anna, id, decide(outcome)),
      );
      const results = await Promise.allSettled(said);
      const won = results.flatMap((one) => (one.status === "fulfilled" ? [one.value.status] : []));
      const lost = results.flatMap((one) =>
        one.status === "rejected" && one.reason instanceof Problem ? [one.reason.type] : [],
      );
      expect([won.length, lost]).toEqual([1, ["not_submitted", "not_submitted", "not_submitted"]]);
      const after = await getReview(anna, id);
      expect([after.status, after.decisions.length]).toEqual([won[0], 1]);
      const decided = await withActor(OPERATOR, (tx) =>
        tx.auditEntry.count({
          where: {
            entity_id: id,
            action: { in: ["review:approve", "review:reject", "review:request_changes"] },
          },
        }),
      );
      expect(decided).toBe(1);
      if (after.status === "changes_requested") await withdrawReview(berta, id);
    }
  });

  it("who ask at once end in one review", async () => {
    const { anna, berta, clara } = scene.people;
    const results = await Promise.allSettled(
      [anna, berta, clara].map((asker) => requestReview(asker, scene.both, ask())),
    );
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected", "rejected"]);
    const [open, ...more] = await reviewsOf(OPERATOR, scene.both);
    expect([open?.status, more]).toEqual(["submitted", []]);
  });
});

describe("conditions", () => {
  it("come into force with their review and end with the one that takes its place, or never begin", async () => {
    const { anthropic, anna } = scene.people;
    const over = { outcome: "cleared_with_conditions", conditions: [condition(anthropic.email)] } as const;
    const input = { ...over, conditions: [...over.conditions] };
    const first = await approved(scene.claude, anthropic, anna, input);
    const statuses = async () =>
      (await conditionsOf(anna, scene.claude)).map(({ review, status }) => `${review} ${status}`).sort();
    expect(await statuses()).toEqual([`${first.key} open`]);
    const second = await requestReview(anthropic, scene.claude, ask(input));
    await deciding(anna, second.id, decide("rejected"));
    expect(await statuses()).toEqual([`${first.key} open`, `${second.key} ended`]);
    const third = await approved(scene.claude, anthropic, anna, input);
    expect(await statuses()).toEqual([`${first.key} ended`, `${second.key} ended`, `${third.key} open`]);
    expect(await getOverlap(anna, scene.claude)).toMatchObject({
      status: "cleared_with_conditions",
      due: inDays(90),
    });
  });
});
