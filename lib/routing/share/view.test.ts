import { expect, it } from "vitest";
import { ShareQuery } from "./schema";
import { naturalInterval, readShareView, shareApiSearch, shareSearch } from "./view";

const dimensions = {
  ...{
    decisions: 5,
    routers: ["a"],
    tasks: [],
    regions: [],
    policy_versions: [],
    arms: ["production"],
    generated: false,
  },
  first_ms: Date.parse("2026-04-15T08:00:00Z"),
  last_ms: Date.parse("2026-11-20T23:59:59Z"),
};

it("shows all of the traffic, by week and owner, when the address says nothing", () => {
  const { query, look } = readShareView({}, dimensions);
  expect(query).toMatchObject({ from: "2026-04-15", to: "2026-11-21", by: "owner", interval: "week" });
  expect(look).toBe("stacked");
});

it("falls back for what is misspelt, and keeps filters that are empty on purpose", () => {
  const search = {
    from: "2026-05-02",
    to: "2026-05-01",
    by: "nonsense",
    task: "",
    interval: "day",
    look: ["table", "x"],
  };
  const { query, look } = readShareView(search, dimensions);
  expect(query).toMatchObject({ from: "2026-04-15", by: "owner", task: "", interval: "day" });
  expect(look).toBe("table");
});

it("writes an address that reads back as the same view", () => {
  const view = readShareView({ by: "task", router: "a&b", from: "2026-05-01", to: "2026-05-08" }, dimensions);
  const again = Object.fromEntries(new URLSearchParams(shareSearch(view)));
  expect(readShareView(again, dimensions)).toEqual(view);
  expect(view).toMatchObject({ look: "lines", query: { interval: "day" } });
  expect(shareSearch(view, { router: null, by: "owner" })).not.toContain("router");
  expect(shareSearch(view, { by: "owner" })).toContain("look=stacked");
  expect(ShareQuery.parse(Object.fromEntries(new URLSearchParams(shareApiSearch(view.query))))).toEqual(
    view.query,
  );
});

it.each([
  ["2026-01-01", "2026-02-01", "day"],
  ["2026-01-01", "2026-12-01", "week"],
  ["2024-01-01", "2026-12-01", "month"],
])("cuts %s to %s by %s", (from, to, interval) => {
  expect(naturalInterval(from, to)).toBe(interval);
});
