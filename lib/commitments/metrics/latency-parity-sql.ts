import type { Context } from "@/lib/neutrality/server";
import type { rangeOf } from "./query";
import { readChosenSides } from "./sides/chosen-sql";
import type { SidesDay } from "./sides/schema";

/** ln latency of answers within router and task: partners' (side 1) and the focus's (side 0). */
export const readLatencies = (
  test: { focus: string },
  range: ReturnType<typeof rangeOf>,
  context: Context,
): Promise<Map<number, SidesDay>> =>
  readChosenSides(test, range, context, {
    total: "log(assumeNotNull(latency_ms))",
    where: "latency_ms > 0 AND outcome_status NOT IN ('failure', 'cancelled') AND decided_by != 'cache'",
  });
