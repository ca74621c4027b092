import type { Metadata } from "next";
import { CheckForm } from "@/components/promise-watch/CheckForm";
import { PageHeader } from "@/components/ui";
import { requireActor } from "@/lib/identity/server";
import type { SearchParams } from "@/lib/register";
import { readCheckForm } from "../read-check-form";

export const metadata: Metadata = { title: "New check" };

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const actor = await requireActor("/promise/checks/new", "check:define");
  const { commitment, clause } = await searchParams;
  const preset = {
    ...(typeof commitment === "string" ? { commitment } : {}),
    ...(typeof clause === "string" ? { clause } : {}),
  };
  return (
    <>
      <PageHeader
        title="Define a check"
        lead="It is fixed when it is recorded, before the first day that it judges. It is never edited: another version can supersede it, with a reason and a second person."
      />
      <CheckForm {...(await readCheckForm(actor))} preset={preset} cancel_href="/promise/checks" />
    </>
  );
}
