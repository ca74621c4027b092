import type { Context } from "@/lib/neutrality/server";
import type { rangeOf } from "./query";
import { readChosenSides } from "./sides/chosen-sql";
import type { SidesDay } from "./sides/schema";

/** Requests that failed or succeeded within router and task: partners' (side 1) and the focus's (side 0). */
export const readErrors = (
  test: { focus: string },
  range: ReturnType<typeof rangeOf>,
  context: Context,
): Promise<Map<number, SidesDay>> =>
  readChosenSides(test, range, context, {
    total: "toFloat64(outcome_status = 'failure')",
    where: "outcome_status IN ('success', 'failure')",
  });
