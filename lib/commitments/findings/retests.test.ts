import { describe, expect, it } from "vitest";
import { CheckDefinition } from "../checks/definition";
import type { CheckStatus } from "../checks/schema";
import { retestOf } from "./retests";

const version = (
  check_version: number,
  first_day: string,
  status: CheckStatus,
  runs_until: string | null = null,
) => ({
  ...{ id: `v${check_version}`, key: "tilt", check_version, first_day, status, runs_until },
  definition: CheckDefinition.parse({ test: { metric: "listing_time" }, first_day, window_days: 30 }),
});
const own = { id: "v1", key: "tilt" };
const first = version(1, "2026-03-01", "running");

describe("the retest of a remedied finding", () => {
  it("is a version whose first day is later than the remedy", () => {
    const versions = [{ ...first, status: "superseded" as const }, version(2, "2026-03-10", "running")];
    expect(retestOf(versions, own, "2026-03-09")).toEqual({
      ...{
        check_id: "v2",
        check_version: 2,
        first_day: "2026-03-10",
        last_day: "2026-04-08",
        status: "running",
      },
    });
    expect(retestOf(versions, own, "2026-03-10")?.check_version).toBe(1);
  });

  it("is one in force before one that is only proposed, and none that was refused", () => {
    const waiting = [first, version(2, "2026-03-20", "waiting"), version(3, "2026-03-21", "proposed")];
    expect(retestOf(waiting, own, "2026-03-09")?.check_version).toBe(2);
    expect(retestOf([first, version(3, "2026-03-21", "proposed")], own, "2026-03-09")?.status).toBe(
      "proposed",
    );
    expect(retestOf([first, version(2, "2026-03-20", "refused")], own, "2026-03-09")?.check_version).toBe(1);
  });

  it("else is the next window of its own version, as long as that runs", () => {
    expect(retestOf([first], own, "2026-03-09")).toMatchObject({
      ...{ check_id: "v1", first_day: "2026-03-31", last_day: "2026-04-29" },
    });
    expect(retestOf([version(1, "2026-03-01", "superseded", "2026-03-31")], own, "2026-03-09")).toBeNull();
    expect(retestOf([version(1, "2026-03-01", "ended", "2026-03-31")], own, "2026-03-09")).toBeNull();
  });
});
