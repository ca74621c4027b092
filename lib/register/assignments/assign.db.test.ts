import { beforeAll, describe, expect, it } from "vitest";
import { withActor } from "@/lib/db/server";
import { OPERATOR } from "@/lib/testing/actors";
import { ask, editProduct, type Scene, setScene } from "../reviews/testing/scene";
import {
  assignmentsOf,
  assignOverlaps,
  entities,
  getRecord,
  listAssignees,
  listOverlaps,
  requestReview,
  updateRecord,
} from "../server";
import type { Seat } from "./schema";

let scene: Scene;
beforeAll(async () => {
  scene = await setScene();
});

const seats = async (overlap: string) =>
  (await assignmentsOf(OPERATOR, overlap)).map(({ seat, person }) => [seat, person]);
const refused = (
  actor: Parameters<typeof assignOverlaps>[0],
  seat: Seat,
  person: string | null,
  ...overlaps: string[]
) =>
  assignOverlaps(actor, { seat, person, overlaps }).then(
    () => null,
    (error: { status: number; errors?: { pointer: string; message: string }[] }) => error,
  );

describe("assigning many", () => {
  it("counts what changed, says who had it, is audited and told once an overlap, and can be undone", async () => {
    const { anna, berta, clara } = scene.people;
    const overlaps = [scene.gpt, scene.claude, scene.both];
    await assignOverlaps(anna, { overlaps: [scene.gpt], seat: "reviewer", person: clara.email });
    const answer = await assignOverlaps(anna, { overlaps, seat: "reviewer", person: berta.email });
    expect(answer).toMatchObject({ assigned: 3, unchanged: 0 });
    expect(answer.before).toEqual(
      expect.arrayContaining([
        { person: clara.email, overlaps: [scene.gpt] },
        { person: null, overlaps: [scene.claude, scene.both].sort() },
      ]),
    );
    const again = await assignOverlaps(anna, { overlaps, seat: "reviewer", person: berta.email });
    expect(again).toEqual({ assigned: 0, unchanged: 3, before: [] });
    const told = await withActor(berta, (tx) => tx.notification.findMany({ where: { kind: "assigned" } }));
    expect(told).toHaveLength(3);
    const entries = await withActor(OPERATOR, (tx) =>
      tx.auditEntry.findMany({ where: { action: "overlap:assign" } }),
    );
    expect(entries).toHaveLength(4);
    for (const { person, overlaps: group } of answer.before)
      await assignOverlaps(anna, { overlaps: group, seat: "reviewer", person });
    expect(await seats(scene.gpt)).toEqual([["reviewer", clara.email]]);
    expect(await seats(scene.claude)).toEqual([]);
  });

  it("takes an overlap once that is named twice, by id or number in any case", async () => {
    const { anna, berta } = scene.people;
    const { items } = await listOverlaps(anna, { key: scene.both });
    const overlaps = [scene.both, scene.both.toLowerCase(), items[0]?.id.toUpperCase() ?? ""];
    const answer = await assignOverlaps(anna, { overlaps, seat: "reviewer", person: berta.email });
    expect(answer).toMatchObject({ assigned: 1, unchanged: 0 });
    await assignOverlaps(anna, { overlaps, seat: "reviewer", person: null });
  });

  it("is all or nothing: one that cannot be keeps the others from it", async () => {
    const { anna, berta, openai, executive } = scene.people;
    const unknown = await refused(anna, "reviewer", berta.email, scene.gpt, "OV-9999", "nonsense");
    expect(unknown?.errors?.map(({ pointer }) => pointer)).toEqual(["/overlaps/1", "/overlaps/2"]);
    expect(await refused(anna, "reviewer", "nobody@example.com", scene.gpt)).toMatchObject({ status: 422 });
    expect(await refused(anna, "reviewer", executive.email, scene.gpt)).toMatchObject({ status: 422 });
    expect(await refused(anna, "preparer", openai.email, scene.gpt, scene.claude)).toMatchObject({
      status: 422,
      errors: [{ message: expect.stringContaining("manages no partner that it concerns") }],
    });
    expect((await seats(scene.gpt)).map(([seat]) => seat)).not.toContain("preparer");
  });

  it("asks nobody to decide what they asked for or last edited", async () => {
    const { anna, berta, openai } = scene.people;
    await requestReview(anna, scene.both, ask());
    expect(await refused(berta, "reviewer", anna.email, scene.both)).toMatchObject({ status: 422 });
    await requestReview(openai, scene.gpt, ask());
    await editProduct(berta, "gpt", { note: "Seen." });
    expect(await refused(anna, "reviewer", berta.email, scene.gpt)).toMatchObject({
      errors: [{ message: expect.stringContaining("last edited one of its facts") }],
    });
  });
});

describe("who assigns", () => {
  it("is compliance, and a partner manager for who prepares their own", async () => {
    const { openai, anthropic, executive, auditor, berta } = scene.people;
    expect(await refused(openai, "reviewer", berta.email, scene.gpt)).toMatchObject({ status: 403 });
    expect(await refused(openai, "preparer", null, scene.claude)).toMatchObject({ status: 403 });
    for (const reader of [executive, auditor])
      expect(await refused(reader, "preparer", null, scene.gpt)).toMatchObject({ status: 403 });
    await assignOverlaps(openai, { overlaps: [scene.both], seat: "preparer", person: anthropic.email });
    expect(await seats(scene.both)).toContainEqual(["preparer", anthropic.email]);
    const people = await listAssignees(openai);
    expect(people.reviewer.map(({ email }) => email)).not.toContain(openai.email);
    expect(people.preparer.map(({ email }) => email)).toContain(openai.email);
    expect(people.preparer.map(({ email }) => email)).not.toContain(executive.email);
  });

  it("does not reach through a wall, and tells nothing of what is behind it", async () => {
    const { anna, openai, anthropic } = scene.people;
    const { meta } = await getRecord(anna, entities.rounds, "openai-2026");
    await updateRecord(anna, entities.rounds, "openai-2026", { visibility: "confidential" }, meta.version);
    const hidden = await refused(anthropic, "preparer", anthropic.email, scene.both);
    const unknown = await refused(anthropic, "preparer", anthropic.email, "OV-9999");
    expect(hidden).toMatchObject({ status: 422, errors: unknown?.errors });
    await expect(assignmentsOf(anthropic, scene.both)).rejects.toMatchObject({ status: 404 });
    // Compliance may not send somebody there who does not see it.
    expect(await refused(anna, "preparer", anthropic.email, scene.both)).toMatchObject({ status: 422 });
    await assignOverlaps(anna, { overlaps: [scene.both], seat: "preparer", person: openai.email });
  });
});
