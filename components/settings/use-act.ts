"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { callApi } from "@/components/form";

/** One click on the API: what failed in words, and the page read anew when it worked. */
export function useAct() {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const act = async (
    url: string,
    method = "POST",
    body?: unknown,
    if_match: number | null = null,
  ): Promise<unknown> => {
    setBusy(true);
    setFailed(null);
    const result = await callApi(url, { method, if_match, ...(body === undefined ? {} : { body }) });
    setBusy(false);
    if (!result.ok) {
      setFailed(result.problem.detail ?? result.problem.title);
      return null;
    }
    router.refresh();
    return result.body ?? {};
  };
  return { act, busy, failed };
}
