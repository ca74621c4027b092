import { beforeAll, describe, expect, it } from "vitest";
import type { PersonActor } from "@/lib/access";
import { withActor } from "@/lib/db/server";
import { OPERATOR, testKey } from "@/lib/testing/actors";
import { listSavedViews, removeSavedView, saveView } from "../server";
import { makePerson } from "../testing/people";
import { viewQuery } from "./schema";

let anna: PersonActor;
let berta: PersonActor;
beforeAll(async () => {
  anna = await makePerson("compliance");
  berta = await makePerson("compliance");
});
const keep = (actor: PersonActor, name: string, query: string) =>
  saveView(actor, { list: "overlaps", name, query });

describe("saved views", () => {
  it("keep the question and not the place in it, for one person alone", async () => {
    expect(viewQuery("?status=open&cursor=100&severity=5&q=")).toBe("severity=5&status=open");
    const view = await keep(anna, "Grave", "status=open&cursor=100&severity=5");
    expect(view.query).toBe("severity=5&status=open");
    expect(await listSavedViews(anna)).toEqual([view]);
    expect(await listSavedViews(berta)).toEqual([]);
    // The database says so too, whatever is asked.
    expect(await withActor(berta, (tx) => tx.savedView.count())).toBe(0);
    await expect(removeSavedView(berta, view.id)).rejects.toMatchObject({ status: 404 });
    await expect(keep(anna, "Grave", "severity=4")).rejects.toMatchObject({
      status: 409,
      type: "name_taken",
    });
    await keep(berta, "Grave", "severity=4");
    await removeSavedView(anna, view.id);
    expect(await listSavedViews(anna)).toEqual([]);
    const entries = await withActor(OPERATOR, (tx) =>
      tx.auditEntry.findMany({ where: { entity: "saved_view" }, orderBy: { seq: "asc" } }),
    );
    expect(entries.map(({ action }) => action)).toEqual([
      "saved_view:create",
      "saved_view:create",
      "saved_view:remove",
    ]);
  });

  it("are of people, not of keys", async () => {
    await expect(listSavedViews(testKey("read"))).rejects.toMatchObject({ type: "person_required" });
    await expect(removeSavedView(anna, "nonsense")).rejects.toMatchObject({ status: 404 });
  });
});
