import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { watchHref } from "@/components/promise-watch/hrefs";
import { ResultPage } from "@/components/promise-watch/ResultPage";
import { VerifyAct } from "@/components/promise-watch/VerifyAct";
import { getCheck, getResult } from "@/lib/commitments/server";
import { orNotFound, requireActor } from "@/lib/identity/server";

export const metadata: Metadata = { title: "Result" };

export default async function Page({ params }: { params: Promise<{ id: string; result: string }> }) {
  const { id, result: result_id } = await params;
  const path = watchHref.result(decodeURIComponent(id), decodeURIComponent(result_id));
  const actor = await requireActor(path, "promise:read");
  const result = await orNotFound(getResult(actor, decodeURIComponent(result_id)));
  const { id: check_id, key } = result.check;
  // A finding may be closed by the result of another version: whoever comes by the finding's check is led on.
  if (![check_id, key].includes(decodeURIComponent(id))) redirect(watchHref.result(check_id, result.id));
  const { definition } = await getCheck(actor, check_id);
  return <ResultPage result={result} definition={definition} verify={<VerifyAct id={result.id} />} />;
}
