import { PolicySections, PreflightSection, type PreflightSectionProps } from "@/components/routing";
import type { Actor } from "@/lib/access";
import { listPreflights } from "@/lib/neutrality/server";
import { readPolicyTraffic } from "@/lib/routing/server";

type PolicyTrafficProps = {
  actor: Actor;
  policy: Parameters<typeof readPolicyTraffic>[1];
  run: Pick<PreflightSectionProps, "policy" | "asked" | "may_run" | "runnable">;
};

/** What the router did under this version, and what the version would have changed. */
export async function PolicyTraffic({ actor, policy, run }: PolicyTrafficProps) {
  const [traffic, preflights] = await Promise.all([
    readPolicyTraffic(actor, policy),
    listPreflights(actor, run.policy),
  ]);
  return (
    <>
      <PolicySections router={policy.router} version={policy.version} {...traffic} />
      <PreflightSection {...run} {...traffic} preflights={preflights} />
    </>
  );
}
