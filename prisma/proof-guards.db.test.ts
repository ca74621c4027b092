import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/access";
import { ALLOWED, attempt } from "@/lib/commitments/testing/attempt";
import type { Tx } from "@/lib/db/server";
import { uuidv7 } from "@/lib/kernel/ids";
import { file, openCondition, period } from "@/lib/register/conditions/testing/scene";
import { approved, type Scene, setScene } from "@/lib/register/reviews/testing/scene";
import { addProof } from "@/lib/register/server";
import { makeKey } from "@/lib/register/testing/people";
import { OPERATOR } from "@/lib/testing/actors";

// Proofs of conditions, asked of Postgres itself as the application's role.
let scene: Scene;
let who: Scene["people"];
beforeAll(async () => {
  scene = await setScene();
  who = scene.people;
});

const day = (text: string) => new Date(`${text}T00:00:00Z`);
const content = Uint8Array.from(Buffer.from("seen"));
const proofOf = (condition_id: string, over: object = {}) => ({
  ...{ id: uuidv7(), condition_id, file_name: "a.txt", media_type: "text/plain", content },
  ...{ size_bytes: content.byteLength, sha256: createHash("sha256").update(content).digest("hex") },
  ...{ period_from: day("2026-01-01"), period_to: day("2026-01-31"), uploaded_by: "person:nobody" },
  ...over,
});
const claude = () => ({ overlap: scene.claude, asker: who.anthropic, decider: who.berta });

describe("a proof", () => {
  it("is stamped with who gave it and when, whatever the statement says, and is never changed", async () => {
    const one = await openCondition(claude(), who.executive.email);
    const stamped = await attempt(who.executive, async (tx) => {
      const { id } = await tx.conditionProof.create({
        data: proofOf(one.id, { uploaded_at: day("2020-01-01") }),
        select: { id: true },
      });
      const row = await tx.conditionProof.findUniqueOrThrow({ where: { id }, omit: { content: true } });
      expect(row.uploaded_by).toBe(`person:${who.executive.id}`);
      expect(Date.now() - row.uploaded_at.getTime()).toBeLessThan(60_000);
    });
    expect(stamped).toBe(ALLOWED);
    const add = (over: object) =>
      attempt(who.executive, (tx) =>
        tx.conditionProof.create({ data: proofOf(one.id, over), select: { id: true } }),
      );
    expect(await add({ sha256: "0".repeat(64) })).toMatch(/condition_proof_hash/);
    expect(await add({ size_bytes: 5 })).toMatch(/condition_proof_size/);
    expect(await add({ period_to: day("2025-01-01") })).toMatch(/condition_proof_period/);
    const given = await addProof(who.executive, one.key, period(), file("seen"));
    const id = given.proof_list[0]?.id ?? "";
    for (const actor of [who.executive, who.anna, OPERATOR]) {
      const edit = (tx: Tx) => tx.$executeRaw`UPDATE condition_proof SET note = 'x' WHERE id = ${id}::uuid`;
      const remove = (tx: Tx) => tx.$executeRaw`DELETE FROM condition_proof WHERE id = ${id}::uuid`;
      expect(await attempt(actor, edit)).toMatch(/permission denied|never changed/);
      expect(await attempt(actor, remove)).toMatch(/permission denied|never changed/);
    }
  });

  it("is given by its owner, compliance or who manages a party of its overlap, also by a key", async () => {
    const one = await openCondition(claude(), who.executive.email);
    const add = (actor: Actor) =>
      attempt(actor, (tx) => tx.conditionProof.create({ data: proofOf(one.id), select: { id: true } }));
    for (const actor of [who.executive, who.anthropic, who.anna]) expect(await add(actor)).toBe(ALLOWED);
    for (const maker of [who.executive, who.anthropic, who.anna])
      expect(await add(await makeKey(maker))).toBe(ALLOWED);
    for (const actor of [who.openai, who.auditor, await makeKey(who.openai)])
      expect(await add(actor)).toMatch(/its owner gives proof/);
  });

  it("is given of what is in force alone", async () => {
    const one = await openCondition(claude(), who.executive.email);
    await approved(scene.claude, who.anthropic, who.berta);
    const add = (tx: Tx) => tx.conditionProof.create({ data: proofOf(one.id), select: { id: true } });
    expect(await attempt(who.executive, add)).toMatch(/nothing to prove/);
  });
});
