import { beforeAll, expect, it } from "vitest";
import { testActor } from "@/lib/testing/actors";
import type { LoadedCheck } from "../checks/store";
import { closeFinding, getFinding, listFindings, remedyFinding } from "../server";
import { makeCheck, makeCommitment, setClock, writeResult } from "../testing/promise";
import { refusal, refusedWith } from "../testing/refusal";

// A window shows that a remedy worked where it began after it: so the day of a remedy is no way to choose the window.
const anna = testActor("compliance");
let check: LoadedCheck;
let id = "";

const remedy = (remedied_on: string, why_earlier?: string) =>
  remedyFinding(anna, id, {
    ...{ remedy: "The weight is taken out.", remedied_on },
    ...(why_earlier === undefined ? {} : { why_earlier }),
  });

beforeAll(async () => {
  await setClock("2026-04-30T12:00:00Z");
  await makeCommitment("promise", ["routing"]);
  check = await makeCheck({
    ...{ key: "even", commitment: "promise", clause: "routing" },
    definition: { test: { metric: "coverage" }, first_day: "2026-05-01", window_days: 20 },
  });
  await setClock("2026-05-30T12:00:00Z");
  await writeResult(check, { day: "2026-05-05", verdict: "breach" });
  id = (await listFindings(anna, { check: check.id, limit: 1 })).items[0]?.id ?? "";
});

it("needs a word where it lies before the day that opened the finding, and keeps it", async () => {
  expect(await refusal(() => remedy("2026-05-04"))).toEqual(["/why_earlier"]);
  expect(await refusal(() => remedy("2026-04-30", "Done before."))).toEqual(["/remedied_on"]);
  const mended = await remedy("2026-05-04", "The change went live the evening before.");
  expect(mended).toMatchObject({ status: "remedied", remedied_on: "2026-05-04" });
  expect(mended.events.at(-1)).toMatchObject({
    kind: "remedied",
    detail: { remedied_on: "2026-05-04", why_earlier: "The change went live the evening before." },
  });
});

it("is followed by a later one, never by an earlier one", async () => {
  // Why an early day can be is no word of a later one.
  const later = await remedy("2026-05-25", "The change went live the evening before.");
  expect(later).toMatchObject({ remedied_on: "2026-05-25" });
  expect(later.events.at(-1)?.detail).toEqual({
    remedy: "The weight is taken out.",
    remedied_on: "2026-05-25",
  });
  await setClock("2026-06-07T12:00:00Z");
  const kept = await writeResult(check, { day: "2026-06-05", window_from: "2026-05-21", verdict: "kept" });
  expect(await refusedWith(closeFinding(anna, id, { result: kept }))).toEqual([409, "not_shown"]);
  for (const day of ["2026-05-24", "2026-05-20", "2026-05-04"])
    expect(await refusal(() => remedy(day, "In truth earlier.")), day).toEqual(["/remedied_on"]);
  expect(await refusedWith(closeFinding(anna, id, { result: kept }))).toEqual([409, "not_shown"]);
  expect(await remedy("2026-05-25")).toMatchObject({ remedied_on: "2026-05-25" });
  expect((await getFinding(anna, id)).closing_candidates).toEqual([]);
});
