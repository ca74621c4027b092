import { FindingList, FindingView, type ResultListItem, ResultsPage } from "@/lib/commitments";
import { expect, test } from "../fixtures";

const DAY_MS = 86_400_000;
const dayAfter = (day: string): string => new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10);

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

  const found = async (router: string) => {
    const answer = await api.get(`/api/v1/findings?check=${key(router)}`);
    return FindingList.parse(await answer.json()).items;
  };
  expect([await found("desk"), await found("flow")]).toEqual([[], []]);
  const [finding, ...more] = await found("forge");
  expect([finding?.kind, finding?.verdict, more]).toEqual(["tilt", "breach", []]);

  const forge = await scheduled("forge");
  const crossing = forge.find(({ verdict }) => verdict === "watch" || verdict === "breach");
  expect(finding?.opened_day).toBe(crossing?.day);
  // Policy v3 begins on the 127th day of the history.
  const begun = (crossing?.number ?? 0) - 127;
  expect(begun).toBeGreaterThanOrEqual(0);
  expect(begun).toBeLessThan(21);
  const view = FindingView.parse(await (await api.get(`/api/v1/findings/${finding?.id}`)).json());
  expect(view.opened_result).toBe(crossing?.id);
  expect(view.events.filter(({ kind }) => kind === "opened")).toHaveLength(1);
});
