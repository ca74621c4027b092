import { describe, expect, it } from "vitest";
import type { CheckListItem, FindingListItem } from "@/lib/commitments";
import type { OpenQuestion } from "@/lib/commitments/server";
import type { OverlapListItem } from "@/lib/register";
import { askedTodos, findingTodos, proposedTodos } from "./promise-todos";
import { breachTodos, overlapTodos, rightTodos, unattributedTodo } from "./todos";

const overlap = (key: string, severity: number, due: string | null) =>
  ({ key, severity, due, title: `Title of ${key}`, kind: "product_overlap" }) as OverlapListItem;

it("puts the gravest and first due first, and counts the rest in one line", () => {
  const todos = overlapTodos([
    overlap("OV-0001", 3, null),
    overlap("OV-0002", 5, "2026-12-01"),
    overlap("OV-0003", 5, "2026-11-24"),
    overlap("OV-0004", 2, null),
    overlap("OV-0005", 4, null),
  ]);
  expect(todos.map(({ key, count }) => [key, count])).toEqual([
    ["OV-0003", 1],
    ["OV-0002", 1],
    ["OV-0005", 1],
    ["more-overlaps", 2],
  ]);
  expect(todos[0]?.text).toBe("Product overlap, severity 5. Detected, not yet judged by anybody.");
  expect(overlapTodos([])).toEqual([]);
});

it("asks once for each partner whose rights nobody has stated", () => {
  const right = (partner: string, type: string) => ({
    key: `${partner}-${type}`,
    type,
    holder: "AWS",
    partner,
  });
  const todos = rightTodos([
    right("OpenAI", "information"),
    right("OpenAI", "board_observer"),
    right("Oracle", "veto"),
  ]);
  expect(todos.map(({ title }) => title)).toEqual([
    "Say which rights stand between us and OpenAI",
    "Say which rights stand between us and Oracle",
  ]);
  expect(todos[0]?.text).toContain("information and board observer");
});

describe("what the promise waits for", () => {
  const finding = (code: string, rest: Partial<FindingListItem> = {}) =>
    ({
      ...{ code, title: "Forge", verdict: "breach", status: "open", opened_day: "2026-07-28" },
      ...{ owner: null, owner_label: null, due_on: null, overdue: false, waits_for_second: false },
      ...rest,
    }) as FindingListItem;

  it("is a finding that nobody owns, has no day, or is not remedied; gravest and first due first", () => {
    const todos = findingTodos([
      finding("F-0003", { verdict: "watch", owner: "a@example.com", owner_label: "Ada" }),
      finding("F-0002", { owner: "a@example.com", owner_label: "Ada", due_on: "2026-08-20" }),
      finding("F-0001"),
      finding("F-0004", { status: "remedied" }),
      finding("F-0005", { status: "risk_accepted" }),
    ]);
    expect(todos.map(({ key, due, who, text }) => [key, due, who, text])).toEqual([
      ["F-0002", "2026-08-20", "Ada", "Breach since 28 July 2026; not remedied yet."],
      ["F-0001", null, "Compliance", "Breach since 28 July 2026; nobody owns it and no day is set."],
      ["F-0003", null, "Ada", "Watch since 28 July 2026; no day is set for its remedy."],
    ]);
    expect(todos[0]).toMatchObject({
      title: "F-0002: Breach of “Forge”",
      href: "/promise/findings/F-0002",
      count: 1,
    });
  });

  it("is a second person, wherever a risk is asked to be accepted", () => {
    const [todo] = findingTodos([finding("F-0001", { status: "remedied", waits_for_second: true })]);
    expect(todo?.who).toBe("Compliance, a second person");
    expect(todo?.text).toContain("a second person decides");
  });

  it("is counted in one line beyond the first five", () => {
    const many = Array.from({ length: 8 }, (_, at) => finding(`F-000${at}`));
    const todos = findingTodos(many);
    expect(todos.length).toBe(6);
    expect(todos.at(-1)).toMatchObject({ key: "more-findings", count: 3 });
  });

  it("is a version to be approved before its first day, and an answer of the reader's own", () => {
    const proposed = { id: "c", title: "Forge", check_version: 2, first_day: "2026-12-01" } as CheckListItem;
    expect(proposedTodos([proposed])[0]).toMatchObject({
      due: "2026-12-01",
      title: "Approve or refuse version 2 of “Forge”",
      href: "/promise/checks/c",
    });
    const asked = {
      check: { id: "a", title: "Nothing was passed on" },
      period: { from: "2026-11-01", day: "2026-11-30", until_ms: Date.UTC(2026, 11, 8) },
      waiting: ["pm@example.com"],
    } as unknown as OpenQuestion;
    expect(askedTodos([asked])[0]).toMatchObject({
      due: "2026-12-07",
      who: "You",
      text: "You are asked for the days from 1 November 2026 to 30 November 2026, and can answer until 8 December 2026, 00:00\u00a0UTC.",
    });
  });
});

it("asks nothing where nothing waits", () => {
  expect(unattributedTodo(0)).toEqual([]);
  expect(unattributedTodo(1)[0]?.text).toContain("1 decision went");
  expect(breachTodos([])).toEqual([]);
});
