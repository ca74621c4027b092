import type { InputError } from "@/lib/kernel/errors";
import type { Day } from "../fields";
import type { ConditionStatus, ProofInput } from "./schema";

const DAY_MS = 86_400_000;

/** What was demanded, and is in force until it ends. */
export const IN_FORCE: readonly ConditionStatus[] = ["open", "proven", "effective"];

/** Open past its day. What waits for a judgement has been done in time as far as its owner can tell. */
export const isOverdue = (
  { status, due_on }: { status: ConditionStatus; due_on: Day },
  today: Day,
): boolean => status === "open" && due_on < today;

/** Where a condition stands once proof is given, and once it is judged. Null: there is nothing to prove or judge. */
export const afterProof = (status: ConditionStatus): ConditionStatus | null =>
  IN_FORCE.includes(status) ? "proven" : null;
export const afterCheck = (
  status: ConditionStatus,
  outcome: "effective" | "not_effective",
): ConditionStatus | null => (status !== "proven" ? null : outcome === "effective" ? "effective" : "open");

/** Faults of the period that a proof supports: it begins before it ends, and shows what was, not what will be. */
export function periodFaults({ period_from, period_to }: ProofInput, today: Day): InputError[] {
  const faults: InputError[] = [];
  if (period_from > period_to)
    faults.push({ pointer: "/period_to", message: "The period ends before it begins." });
  if (period_to > today)
    faults.push({ pointer: "/period_to", message: "Proof shows what was: no day to come." });
  return faults;
}

/** Days before its due day on which the owner of an open condition is reminded. */
export const REMINDER_DAYS = [7, 1] as const;

/**
 * Which reminder is due, in days before the due day: the nearest one that has come, unless the condition came into force
 * later than that. Null where none is.
 */
export function dueReminder(due_on: Day, since: Day, today: Day): number | null {
  const left = daysBetween(today, due_on);
  if (left < 0) return null;
  const mark = [...REMINDER_DAYS].reverse().find((days) => left <= days);
  return mark === undefined || daysBetween(since, due_on) <= mark ? null : mark;
}

const daysBetween = (from: Day, to: Day): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);

const NAME_LENGTH = 200;

/**
 * A file name as it is kept: without folders, control characters and characters that deceive the eye. A long one loses
 * the end of its stem and keeps its extension; no sign is cut in two.
 */
export function plainFileName(name: string): string {
  const last = name.normalize("NFC").split(/[/\\]/).at(-1) ?? "";
  const plain = [...last].filter((sign) => !/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(sign)).join("");
  const signs = [...plain.trim()];
  if (signs.length <= NAME_LENGTH) return signs.join("") || "proof";
  const extension = [...(/\.[\p{L}\p{N}]{1,16}$/u.exec(signs.join(""))?.[0] ?? "")];
  return [...signs.slice(0, NAME_LENGTH - extension.length), ...extension].join("");
}
