import { expect, it } from "vitest";
import { uuidv7 } from "@/lib/kernel/ids";
import { CheckDefinition } from "../checks/definition";
import type { LoadedCheck } from "../checks/store";
import { type FailedRun, repeatOf, triedAgainAt } from "./repeat";

const MINUTE_MS = 60_000;
const definition = CheckDefinition.parse({
  test: { metric: "coverage" },
  ...{ first_day: "2026-01-05", schedule: { every: "week" } },
});
const check = { definition, runs_until: null } as LoadedCheck;
const failed = (over: Partial<FailedRun>): FailedRun => ({
  ...{ id: uuidv7(), check_id: "c", window_from: "2026-01-05", day: "2026-01-11" },
  ...{ trigger: "scheduled", why: null, failures: 1, due: true, ...over },
});

it("waits ten minutes, then twice as long each time, and a day at most: what comes late waits no longer", () => {
  const id = uuidv7(1_000_000);
  const pauses = [1, 2, 3, 8, 9, 20, 2000].map((failures) => triedAgainAt({ id, failures }) - 1_000_000);
  expect(pauses.map((ms) => ms / MINUTE_MS)).toEqual([10, 20, 40, 1280, 1440, 1440, 1440]);
});

it("makes up for a due run on demand, as the due one", () => {
  const due = { day: "2026-01-11", trigger: "on_demand", due: true };
  expect(repeatOf(check, failed({}))).toMatchObject(due);
  // The second try has failed as well.
  expect(repeatOf(check, failed({ trigger: "on_demand", why: "x", failures: 2 }))).toMatchObject(due);
});

it("keeps what brought another run about, and says so once", () => {
  const why = "Tried again, since the run before failed. Batch 7 came late.";
  const late = failed({ trigger: "late_data", why: "Batch 7 came late.", due: false });
  expect(repeatOf(check, late)).toEqual({ day: "2026-01-11", trigger: "late_data", why });
  expect(repeatOf(check, { ...late, why })).toEqual({ day: "2026-01-11", trigger: "late_data", why });
  const asked = failed({ day: "2026-01-13", trigger: "on_demand", why: "To see.", due: false });
  expect(repeatOf(check, asked)).toEqual({
    ...{ day: "2026-01-13", trigger: "on_demand", why: "Tried again, since the run before failed. To see." },
  });
});
