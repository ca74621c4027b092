import { describe, expect, it } from "vitest";
import { type DayTable, emptyDay, mergeDays } from "@/lib/neutrality/server";
import { policyDays } from "@/lib/neutrality/store/groups";
import type { Content, JudgedDay, MeasuredDays } from "./metric";
import { withBeginnings } from "./tilt-starts";

const table = (...versions: string[]): DayTable => ({
  ...emptyDay(["quality"]),
  versions: versions.map((policy_version) => ({ router: "main", policy_version, decisions: 10 })),
});
const DAYS = ["2026-05-01", "2026-05-02", "2026-05-03", "2026-05-04"];
const contentOf = (day: DayTable): Content => day as unknown as Content;
const keptOf = (tables: readonly DayTable[]): JudgedDay[] =>
  tables.map((one, at) => ({ day: DAYS[at] ?? "", content: contentOf(one) }));
const measured = (...days: [string, DayTable][]): MeasuredDays => ({
  days: new Map(days.map(([day, one]) => [day, contentOf(one)])),
  fits: [],
});

/** First days of versions by number of the day: where evidence begins. */
function startsOf(tables: readonly DayTable[]): Record<number, string[]> {
  const days = tables.map((one, index) => ({ index, table: one }));
  const { versions } = mergeDays({ baseline: "owner_blind", days, fits: [], evidence: null });
  return Object.fromEntries(policyDays(versions));
}

/** The tables after some of their days were measured again. */
const again = (tables: readonly DayTable[], ...days: [string, DayTable][]): DayTable[] => {
  const found = withBeginnings(measured(...days), { kept: keptOf(tables) }).days;
  return tables.map((one, at) => (found.get(DAYS[at] ?? "") as unknown as DayTable | undefined) ?? one);
};

describe("a day that is measured again", () => {
  const judged = [table("v1"), table("v1"), table("v1"), table("v1", "v2")];

  it("begins no evidence for a version that arrived late", () => {
    expect(startsOf(judged)).toEqual({ 0: ["v1"], 3: ["v2"] });
    const late = again(judged, ["2026-05-02", table("v1", "v9")]);
    expect(startsOf(late)).toEqual({ 0: ["v1"], 3: ["v2"] });
    // Measured where nothing stood before, it would begin there.
    expect(startsOf([table("v1"), table("v1", "v9")])).toEqual({ 0: ["v1"], 1: ["v9"] });
  });

  it("leaves a version the start that it had, and gives one that is seen in time later its own", () => {
    expect(startsOf(again(judged, ["2026-05-02", table("v1", "v2")]))).toEqual({ 0: ["v1"], 3: ["v2"] });
    const early = [table("v1"), table("v1")];
    const late = again(early, ["2026-05-01", table("v1", "v3")]);
    expect(startsOf([...late, table("v3")])).toEqual({ 0: ["v1"], 2: ["v3"] });
  });

  it("remembers what it was first known to have through a purge and what comes again", () => {
    const purged = again(judged, ["2026-05-04", table("v1")]);
    expect(startsOf(purged)).toEqual({ 0: ["v1"] });
    const back = again(purged, ["2026-05-04", table("v1", "v2", "v9")]);
    expect(startsOf(back)).toEqual({ 0: ["v1"], 3: ["v2"] });
  });

  it("is kept as it is where no version is new, or nothing stood before", () => {
    const same = table("v1");
    expect(again(judged, ["2026-05-01", same])[0]).toBe(same);
    const fresh = measured(["2026-05-05", table("v1", "v4")]);
    expect(withBeginnings(fresh, { kept: keptOf(judged) })).toBe(fresh);
  });
});
