import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { watchHref } from "@/components/promise-watch/hrefs";
import { ResultPage } from "@/components/promise-watch/ResultPage";
import { RESULT_WORDS } from "@/components/promise-watch/strip-model";
import { VerifyAct } from "@/components/promise-watch/VerifyAct";
import { getCheck, getResult, readResultTitle } from "@/lib/commitments/server";
import { orNotFound, requireActor } from "@/lib/identity/server";
import { formatDate } from "@/lib/kernel/format";
import { pathParam } from "@/lib/kernel/path-param";

type Props = { params: Promise<{ id: string; result: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id, result } = await params;
  const path = watchHref.result(pathParam(id), pathParam(result));
  const actor = await requireActor(path, "promise:read");
  const found = await readResultTitle(actor, pathParam(result));
  return {
    title: found ? `${RESULT_WORDS[found.verdict]}, ${formatDate(found.day)}: ${found.title}` : "Result",
  };
}

export default async function Page({ params }: Props) {
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
