"use client";

import { usePathname, useRouter } from "next/navigation";
import { useState } from "react";
import { callApi } from "@/components/form";
import { Button, Select, useToast } from "@/components/ui";
import { countInWords } from "@/lib/kernel/format";
import { PreflightView } from "@/lib/neutrality";

const WEEKS = [1, 4, 8, 12, 26].map((weeks) => ({
  value: String(weeks),
  label: `the last ${weeks === 1 ? "week" : countInWords(weeks, "week")}`,
}));

/** Runs a pre-flight of the policy and opens it; what failed is said in words. */
export function PreflightButton({ policy }: { policy: string }) {
  const router = useRouter();
  const path = usePathname();
  const say = useToast();
  const [weeks, setWeeks] = useState("4");
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const run = async () => {
    setBusy(true);
    setFailed(null);
    const url = `/api/v1/policies/${encodeURIComponent(policy)}/preflight`;
    const answer = await callApi(url, { method: "POST", body: { weeks: Number(weeks) } });
    setBusy(false);
    if (!answer.ok) return setFailed(answer.problem.detail ?? answer.problem.title);
    const { id } = PreflightView.parse(answer.body);
    say("The pre-flight is done and recorded.");
    router.push(`${path}?preflight=${id}#preflight`);
    router.refresh();
  };
  return (
    <>
      <div className="mt-4 flex flex-wrap gap-2">
        <Select label="Weeks to replay" value={weeks} options={WEEKS} onChange={setWeeks} />
        <Button tone="primary" aria-disabled={busy || undefined} onClick={busy ? undefined : run}>
          {busy ? "Replaying …" : "Run a pre-flight"}
        </Button>
      </div>
      <p role="alert" className={failed ? "mt-3" : undefined}>
        {failed}
      </p>
    </>
  );
}
