import type { PolicyRule } from "@/lib/register";
import { judgeRule } from "../rules/rule";

/** Whether a rule can be replayed: it is declared, with all its parameters. */
export const canPreflight = (rule: PolicyRule | null): boolean => "rule" in judgeRule(rule);
