import { z } from "zod";
import { FindingList, FindingView, type ResultListItem, ResultsPage } from "@/lib/commitments";
import { expect, test } from "../fixtures";

const DAY_MS = 86_400_000;
const dayAfter = (day: string): string => new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10);

const Policies = z.object({ items: z.array(z.object({ from: z.string() })) });

const key = (router: string) => `tilt-simulated-${router}`;

test("the history of the demo: every day of each router judged once, and one finding", async ({ apiAs }) => {
  const api = await apiAs("auditor");
  const scheduled = async (router: string) => {
    const items: ResultListItem[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const query = new URLSearchParams({ check: key(router), limit: "200", ...(cursor ? { cursor } : {}) });
      const page = ResultsPage.parse(await (await api.get(`/api/v1/results?${query}`)).json());
      items.push(...page.items);
      cursor = page.next_cursor;
    }
    return items.filter(({ trigger }) => trigger === "scheduled").sort((a, b) => a.number - b.number);
  };
  for (const router of ["desk", "flow", "forge"]) {
    const results = await scheduled(router);
    expect(results.length).toBeGreaterThan(235);
    const days = results.map(({ day }) => day);
    expect(days.slice(1)).toEqual(days.slice(0, -1).map(dayAfter));
    const strata = results.at(-1)?.figures.tilt?.strata ?? [];
    expect(strata.filter(({ named }) => named).map(({ task }) => task)).toEqual(
      router === "forge" ? ["code-completion"] : [],
    );
    if (router !== "forge")
      expect(results.filter(({ verdict }) => !["kept", "inconclusive"].includes(verdict))).toEqual([]);
  }

  // Of all checks of the sample workspace, whatever they measure: other tests have promises of their own.
  const answer = await api.get("/api/v1/findings?commitment=no-unfair-advantage");
  const { items, next_cursor } = FindingList.parse(await answer.json());
  expect(items.map(({ check, kind, verdict }) => [check?.key, kind, verdict])).toEqual([
    [key("forge"), "tilt", "breach"],
  ]);
  expect(next_cursor).toBeNull();
  const [finding] = items;

  const forge = await scheduled("forge");
  const crossing = forge.find(({ verdict }) => verdict === "watch" || verdict === "breach");
  expect(finding?.opened_day).toBe(crossing?.day);
  // The story does not hang on the calendar: the second day of policy v3 settles it, whenever the history is run.
  const policies = await api.get("/api/v1/policies?router=Simulated%20Forge&version=v3");
  const [v3] = Policies.parse(await policies.json()).items;
  expect(finding?.opened_day).toBe(dayAfter(v3?.from.slice(0, 10) ?? ""));
  const view = FindingView.parse(await (await api.get(`/api/v1/findings/${finding?.id}`)).json());
  expect(view.opened_result).toBe(crossing?.id);
  expect(view.events.filter(({ kind }) => kind === "opened")).toHaveLength(1);
});
