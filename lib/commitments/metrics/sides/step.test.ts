import { describe, expect, it } from "vitest";
import { withoutAlarm } from "./step";

const said = (verdict: "kept" | "watch" | "breach" | "inconclusive") => ({ verdict, because: ["why"] });
const last = (verdict: "kept" | "watch" | "breach" | null) => ({ result_id: verdict && "r", verdict });

describe("a look that was not due", () => {
  it("says no more than the last due one", () => {
    const of = (found: Parameters<typeof said>[0], due: Parameters<typeof last>[0]) =>
      withoutAlarm(said(found), last(due)).verdict;
    expect([of("breach", null), of("breach", "kept"), of("watch", "kept")]).toEqual([
      ...["inconclusive", "inconclusive", "inconclusive"],
    ]);
    expect([of("breach", "watch"), of("breach", "breach"), of("watch", "breach")]).toEqual([
      ...["watch", "breach", "watch"],
    ]);
    expect([of("kept", null), of("inconclusive", "breach")]).toEqual(["kept", "inconclusive"]);
  });

  it("says that it was stepped down, and a due one never is", () => {
    expect(withoutAlarm(said("breach"), last(null)).because).toEqual(["alarms_on_due_days", "why"]);
    expect(withoutAlarm(said("breach"), null)).toEqual(said("breach"));
  });
});
