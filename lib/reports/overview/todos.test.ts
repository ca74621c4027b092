import { expect, it } from "vitest";
import type { OverlapListItem } from "@/lib/register";
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

it("asks nothing where nothing waits", () => {
  expect(unattributedTodo(0)).toEqual([]);
  expect(unattributedTodo(1)[0]?.text).toContain("1 decision went");
  expect(breachTodos([])).toEqual([]);
});
