"use client";

import { useState } from "react";
import { callApi } from "@/components/form";
import { Button } from "@/components/ui";
import { ResultVerification } from "@/lib/commitments";

function VerifiedWords({ said: { recomputed, not_recomputed } }: { said: ResultVerification }) {
  if (recomputed) return <b>Verified: worked out again from what it kept, it comes out the same.</b>;
  return (
    <>
      <b>What it rests on is verified: every hash agrees.</b> Verdict and figures were not worked out again.{" "}
      {not_recomputed}
    </>
  );
}

/** Works a result out again from what it kept, and says whether it comes out the same. */
export function VerifyAct({ id }: { id: string }) {
  const [state, setState] = useState<"idle" | "asking">("idle");
  const [said, setSaid] = useState<ResultVerification | string | null>(null);
  const ask = async () => {
    setState("asking");
    const answer = await callApi(`/api/v1/results/${id}/verify`, { method: "POST" });
    setState("idle");
    if (!answer.ok) return setSaid(answer.problem.detail ?? answer.problem.title);
    setSaid(ResultVerification.parse(answer.body));
  };
  return (
    <div className="grid gap-3">
      <p>
        <Button onClick={ask} aria-disabled={state === "asking" || undefined}>
          Verify
        </Button>
      </p>
      <div role="status" className="note">
        {state === "asking" ? "Working it out again" : null}
        {typeof said === "string" ? said : null}
        {said !== null && typeof said !== "string" && state === "idle" ? (
          said.verified ? (
            <VerifiedWords said={said} />
          ) : (
            <>
              <b>Not verified.</b>
              <ul className="reasons">
                {said.differences.map((difference) => (
                  <li key={difference}>{difference}</li>
                ))}
              </ul>
            </>
          )
        ) : null}
      </div>
    </div>
  );
}
