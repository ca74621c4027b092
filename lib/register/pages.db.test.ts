import { beforeAll, expect, it } from "vitest";
import { testActor } from "@/lib/testing/actors";
import {
  createRecord,
  entities,
  importRegister,
  readPlatformName,
  readRecordForm,
  retireRecord,
} from "./server";
import { compliance, executive, manager, sampleDocument, stranger } from "./testing/sample";

beforeAll(async () => {
  expect(await readPlatformName(compliance)).toBeNull();
  await importRegister(compliance, sampleDocument());
});

it("a form is there for those who may change its record, and for nobody else", async () => {
  for (const writer of [compliance, manager])
    expect((await readRecordForm(writer, entities.parties, "zeta")).fields.key).toBe("zeta");
  await expect(readRecordForm(stranger, entities.parties, "zeta")).rejects.toMatchObject({ status: 404 });
  await expect(readRecordForm(executive, entities.parties, "zeta")).rejects.toMatchObject({ status: 403 });
  await expect(readRecordForm(manager, entities.segments, "foundation-models")).rejects.toMatchObject({
    status: 404,
  });
});

it("a retired record has no form", async () => {
  const { meta } = await createRecord(compliance, entities.segments, { key: "gone", name: "Gone" });
  await retireRecord(compliance, entities.segments, "gone", "A mistake.", meta.version);
  await expect(readRecordForm(compliance, entities.segments, "gone")).rejects.toMatchObject({ status: 404 });
});

it("the platform's name is known to everybody who is signed in, and gone with the platform", async () => {
  for (const actor of [compliance, executive, stranger, testActor("admin")])
    expect(await readPlatformName(actor)).toBe("Acme Cloud");
  await retireRecord(compliance, entities.parties, "acme", "It was renamed.");
  expect(await readPlatformName(compliance)).toBeNull();
});
