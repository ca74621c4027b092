import { type Actor, authorize } from "@/lib/access";
import { withActor } from "@/lib/db/server";
import { clockToday } from "../clock";
import type { Day } from "../day";

/** The UTC day on the clock of checks: what pages count days from. Throws 403. */
export function readToday(actor: Actor): Promise<Day> {
  authorize(actor, "promise:read");
  return withActor(actor, clockToday);
}
