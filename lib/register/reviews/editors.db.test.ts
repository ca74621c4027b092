import { beforeAll, expect, it } from "vitest";
import type { Actor } from "@/lib/access";
import { refusedWith } from "@/lib/commitments/testing/refusal";
import { withActor } from "@/lib/db/server";
import { OPERATOR } from "@/lib/testing/actors";
import {
  createRecord,
  decideReview,
  declareInterest,
  entities,
  getRecord,
  getReview,
  requestReview,
  retireRecord,
  updateRecord,
  withdrawReview,
} from "../server";
import { ask, decide, editProduct, type Scene, setScene, withReview } from "./testing/scene";

let scene: Scene;
beforeAll(async () => {
  scene = await setScene();
});

const deciding = (actor: Actor, id: string) =>
  Promise.resolve().then(() => decideReview(actor, id, decide("approved")));

it("whoever took a fact away decides nothing on those that are left", async () => {
  const { openai, anna, berta } = scene.people;
  await createRecord(OPERATOR, entities.rights, {
    ...{ key: "seat", partnership: "aws-openai", holder: "aws", type: "board_seat", state: "agreed" },
  });
  await retireRecord(anna, entities.rights, "seat", "It lapsed.");
  await withReview(openai, scene.gpt, async ({ id }) => {
    expect(await refusedWith(deciding(anna, id))).toEqual([409, "self_approval"]);
    expect((await getReview(anna, id)).may.barred).toBe("fact_editor");
    expect((await getReview(berta, id)).may.decide).toBe(true);
  });
});

it("an edit that changes no fact takes nobody's authorship away", async () => {
  const { openai, clara, berta } = scene.people;
  await editProduct(clara, "gpt", { lifecycle: "preview" });
  await editProduct(openai, "gpt", { name: "GPT." });
  await withReview(openai, scene.gpt, async ({ id }) => {
    expect(await refusedWith(deciding(clara, id))).toEqual([409, "self_approval"]);
    expect((await getReview(berta, id)).may.decide).toBe(true);
  });
});

it("an interest in a conflict is not shaken off by asking anew", async () => {
  const { anthropic, anna, berta } = scene.people;
  await withReview(anthropic, scene.claude, async ({ id }) => {
    await declareInterest(berta, id, { has_interest: true, statement: "I hold shares." });
  });
  await withReview(anthropic, scene.claude, async ({ id }) => {
    expect(await refusedWith(deciding(berta, id))).toEqual([409, "interest"]);
    expect((await getReview(anna, id)).may.decide).toBe(true);
  });
});

it("a draft of somebody who no longer manages the partner is withdrawn by compliance", async () => {
  const { anthropic, berta, clara } = scene.people;
  const draft = await requestReview(anthropic, scene.claude, ask({ draft: true }));
  expect(await refusedWith(Promise.resolve().then(() => withdrawReview(clara, draft.id)))).toEqual([
    404,
    "not_found",
  ]);
  const { meta } = await getRecord(berta, entities.parties, "anthropic");
  await updateRecord(berta, entities.parties, "anthropic", { managers: ["new@example.com"] }, meta.version);
  expect((await withdrawReview(clara, draft.id)).status).toBe("withdrawn");
});

it("in SQL nobody gives themselves a role, nor takes themselves off an overlap", async () => {
  const { executive, openai, anna } = scene.people;
  const own = (
    actor: Actor,
    work: (tx: Parameters<Parameters<typeof withActor>[1]>[0]) => Promise<unknown>,
  ) => expect(withActor(actor, work)).rejects.toThrow();
  await own(
    executive,
    (tx) =>
      tx.$executeRaw`UPDATE person_role SET role = 'compliance' WHERE person_id = ${executive.id}::uuid`,
  );
  await own(
    anna,
    (tx) => tx.$executeRaw`INSERT INTO person_role (id, person_id, role, state, requested_by)
      VALUES (gen_random_uuid(), ${anna.id}::uuid, 'admin', 'active', 'x')`,
  );
  await own(openai, (tx) => tx.$executeRaw`DELETE FROM overlap_party`);
});
