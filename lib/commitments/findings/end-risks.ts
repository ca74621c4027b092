import { appendAudit } from "@/lib/audit/server";
import { asChecks, withActor } from "@/lib/db/server";
import { formatDay, startOfDay } from "@/lib/kernel/time";
import { CHECKS } from "../system";
import { addEvent } from "./events";
import { statusAfter } from "./rules";
import { aboutOf, FINDING_INCLUDE } from "./store";
import { tellOwners } from "./tell-owners";

/** Ends risks whose last day is over at an instant of the clock of checks, and tells owners; returns how many. */
export function endRisks(now_ms: number): Promise<number> {
  return withActor(CHECKS, (tx) =>
    asChecks(tx, async () => {
      const over = await tx.finding.findMany({
        where: { status: "risk_accepted", risk_until: { lt: new Date(startOfDay(now_ms)) } },
        include: FINDING_INCLUDE,
      });
      for (const finding of over) {
        const { id, risk_until, remedied_on } = finding;
        const status = statusAfter({ status: "risk_accepted", remedied: remedied_on !== null }, "end_risk");
        if (status === null) continue;
        const until = risk_until && formatDay(risk_until.getTime());
        await addEvent(tx, id, "risk_ended", { because: "over", until });
        await tx.finding.update({
          where: { id },
          data: { status, risk_until: null, version: { increment: 1 } },
        });
        await tellOwners(tx, finding, {
          ...{ kind: "risk_ended", ...aboutOf(finding), detail: { until } },
          once: `risk_ended:${id}:${until}`,
        });
        await appendAudit(tx, {
          actor: CHECKS,
          action: "finding:end-risk",
          entity: "finding",
          entity_id: id,
          before: { status: "risk_accepted", risk_until: until },
          after: { status, risk_until: null },
        });
      }
      return over.length;
    }),
  );
}
