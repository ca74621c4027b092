import { expect, it } from "vitest";
import { isNarrowed, neutralitySearch, readDeviatingView, readNeutralityView } from "./view";

const whole = { from: "2026-04-15", to: "2026-11-21" };
const read = (search: Record<string, string | string[] | undefined>) => readNeutralityView(search, whole);

it("asks about the whole traffic and our own models when the address says nothing", () => {
  const view = read({});
  expect(view.query).toMatchObject({ ...whole, focus: "first_party", alpha: 0.01, materiality: 1.05 });
  expect(view.ignored).toEqual([]);
  expect(isNarrowed(view, whole)).toBe(false);
});

it("leaves out what cannot be read, says so, and keeps the rest", () => {
  const view = read({ router: "forge", materiality: "much", from: "2026-09-01", to: "2026-08-01", x: "1" });
  expect(view.query).toMatchObject({ ...whole, router: "forge", materiality: 1.05 });
  expect([...view.ignored].sort()).toEqual(["from", "materiality", "to"]);
});

it("gives an address that reads back to the same question", () => {
  const view = read({
    router: "forge",
    task: "",
    focus: "party:anthropic",
    direction: "both",
    covariates: "latency_s,quality",
    alpha: "0.05",
    materiality: "1.2",
    from: "2026-05-01",
    to: "2026-06-01",
  });
  const address = Object.fromEntries(new URLSearchParams(neutralitySearch(view.query)));
  expect(address).toEqual({
    from: "2026-05-01",
    to: "2026-06-01",
    router: "forge",
    task: "",
    focus: "party:anthropic",
    direction: "both",
    covariates: "quality,latency_s",
    alpha: "0.05",
    materiality: "1.2",
  });
  expect(read(address)).toEqual(view);
  expect(isNarrowed(view, whole)).toBe(true);
});

it("changes one word and leaves the others, and says nothing of what is usual", () => {
  const { query } = read({ router: "forge", task: "chat" });
  expect(neutralitySearch(query, { router: null })).toBe("?from=2026-04-15&to=2026-11-21&task=chat");
  expect(neutralitySearch(query, { materiality: "1.05", task: null })).toBe(
    "?from=2026-04-15&to=2026-11-21&router=forge",
  );
});

it("asks by a fixed share where the address gives one, and otherwise not by one", () => {
  const view = read({ baseline: "reference_share", reference: "chat:0.3" });
  expect([view.query.baseline, view.query.reference, view.ignored]).toEqual([
    ...["reference_share", "chat:0.3"],
    [],
  ]);
  expect(read(Object.fromEntries(new URLSearchParams(neutralitySearch(view.query))))).toEqual(view);
  for (const [search, ignored] of [
    [{ baseline: "reference_share" }, ["baseline"]],
    [{ baseline: "reference_share", reference: "much" }, ["baseline", "reference"]],
    [{ reference: "0.3" }, ["reference"]],
  ] as const) {
    const left = read(search);
    expect([left.query.baseline, left.query.reference]).toEqual([undefined, undefined]);
    expect([...left.ignored].sort()).toEqual(ignored);
  }
});

it("lists deviating decisions whatever the view is judged by", () => {
  for (const search of [{ baseline: "owner_blind" }, { baseline: "reference_share", reference: "0.3" }])
    expect(readDeviatingView(read({ router: "forge", ...search }).query, {}).router).toBe("forge");
});
