import { beforeAll, describe, expect, it } from "vitest";
import { actorRef } from "@/lib/access";
import { withActor } from "@/lib/db/server";
import { uuidv7 } from "@/lib/kernel/ids";
import { OPERATOR } from "@/lib/testing/actors";
import { listOverlaps } from "../overlaps/list-overlaps";
import { PREFLIGHT_KEPT, preflightHash } from "../policies/preflight-hash";
import { getReview } from "./get-review";
import { patchReview } from "./patch-review";
import { offeredPreflights } from "./preflight";
import { requestReview } from "./request-review";
import { submitReview } from "./submit-review";
import { ask, type Scene, setScene } from "./testing/scene";
import { withdrawReview } from "./withdraw-review";

const ROUTER = "Simulated Forge";

let scene: Scene;
let overlap: string;

/** A run as it is kept, of a router; what it says is of no matter here. */
async function keepRun(router: string): Promise<{ id: string; hash: string }> {
  const { anna } = scene.people;
  const id = uuidv7();
  await withActor(anna, (tx) =>
    tx.policyPreflight.create({
      data: {
        ...{ id, router, draft: { router }, content_hash: "a".repeat(64), weeks: 4 },
        ...{ from_at: new Date("2026-04-01"), to_at: new Date("2026-04-29"), method_version: "4" },
        ...{
          catalogue_version: "1",
          dataset_digest: "1",
          result: { share: 0.25 },
          created_by: actorRef(anna),
        },
      },
    }),
  );
  const row = await withActor(anna, (tx) =>
    tx.policyPreflight.findUniqueOrThrow({ where: { id }, select: PREFLIGHT_KEPT }),
  );
  return { id, hash: preflightHash(row) };
}

beforeAll(async () => {
  scene = await setScene();
  const { items } = await listOverlaps(OPERATOR, { kind: "router_overlap" });
  const found = items.find(({ title }) => title.includes(ROUTER));
  if (!found) throw new Error(`No overlap of ${ROUTER}.`);
  overlap = found.key;
});

describe("a review that rests on a pre-flight", () => {
  it("is pinned to its number and to the hash of all that is kept of it", async () => {
    const { clara, auditor } = scene.people;
    const run = await keepRun(ROUTER);
    expect((await offeredPreflights(clara, overlap)).map(({ id }) => id)).toEqual([run.id]);
    const { id } = await requestReview(clara, overlap, ask({ preflight: run.id }));
    const read = await getReview(auditor, id);
    expect(read.preflight).toEqual({
      ...{ id: run.id, policy: null, record_hash: run.hash, intact: true },
      created_at: expect.stringMatching(/^\d{4}-/),
    });
    const entries = await withActor(OPERATOR, (tx) =>
      tx.auditEntry.findMany({ where: { entity: "review", entity_id: id, action: "review:submit" } }),
    );
    expect(JSON.parse(Buffer.from(entries[0]?.bytes ?? []).toString())).toMatchObject({
      after: { preflight_id: run.id, preflight_hash: run.hash },
    });
    await withdrawReview(clara, id);
    expect((await getReview(auditor, id)).preflight?.id).toBe(run.id);
  });

  it("may be given another while it is a draft, or none, and not once it is submitted", async () => {
    const { clara } = scene.people;
    const [first, second] = [await keepRun(ROUTER), await keepRun(ROUTER)];
    const { id, version } = await requestReview(clara, overlap, ask({ draft: true, preflight: first.id }));
    const changed = await patchReview(clara, id, { preflight: second.id }, version);
    expect(changed.preflight).toMatchObject({ id: second.id, record_hash: second.hash });
    expect((await patchReview(clara, id, { rationale: "Again." }, changed.version)).preflight?.id).toBe(
      second.id,
    );
    const without = await patchReview(clara, id, { preflight: null }, changed.version + 1);
    expect(without.preflight).toBeNull();
    await submitReview(clara, id);
    await expect(patchReview(clara, id, { preflight: first.id }, without.version + 1)).rejects.toMatchObject({
      status: 409,
    });
    // Nor by somebody who argues with the database itself.
    await expect(
      withActor(clara, (tx) =>
        tx.review.update({ where: { id }, data: { preflight_id: first.id, preflight_hash: first.hash } }),
      ),
    ).rejects.toThrow();
    await withdrawReview(clara, id);
  });

  it("says so where the run is no longer what it was pinned to", async () => {
    const { clara } = scene.people;
    const run = await keepRun(ROUTER);
    const { id } = await requestReview(clara, overlap, ask({ draft: true, preflight: run.id }));
    await withActor(clara, (tx) =>
      tx.review.update({ where: { id }, data: { preflight_hash: "0".repeat(64) } }),
    );
    expect((await getReview(clara, id)).preflight).toMatchObject({ id: run.id, intact: false });
    await withdrawReview(clara, id);
  });

  it.each([
    ["a number that is none", async () => uuidv7()],
    ["a run of another router", async () => (await keepRun("Another router")).id],
  ])("refuses %s", async (_, run) => {
    await expect(
      requestReview(scene.people.clara, overlap, ask({ preflight: await run() })),
    ).rejects.toMatchObject({ status: 422, errors: [{ pointer: "/preflight" }] });
  });

  it("is one of an overlap of a router alone", async () => {
    const { id } = await keepRun(ROUTER);
    const { clara } = scene.people;
    await expect(requestReview(clara, scene.gpt, ask({ preflight: id }))).rejects.toMatchObject({
      status: 422,
      errors: [{ pointer: "/preflight" }],
    });
    expect(await offeredPreflights(clara, scene.gpt)).toEqual([]);
  });
});
