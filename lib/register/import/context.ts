import type { Actor } from "@/lib/access";
import type { AuditInput } from "@/lib/audit/server";
import type { InputError } from "@/lib/kernel/errors";
import type { Refs } from "../entity/types";
import type { ImportAnswer, ImportChange } from "./schema";

/** What the lists of one document share while they are merged. */
export type ImportContext = {
  actor: Actor;
  dry_run: boolean;
  refs: Refs;
  errors: InputError[];
  entries: AuditInput[];
  changes: ImportChange[];
  answer: ImportAnswer;
};
