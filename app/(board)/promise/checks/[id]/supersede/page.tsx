import type { Metadata } from "next";
import { CheckForm } from "@/components/promise-watch/CheckForm";
import { watchHref } from "@/components/promise-watch/hrefs";
import { PageHeader } from "@/components/ui";
import { getCheck } from "@/lib/commitments/server";
import { orNotFound, requireActor } from "@/lib/identity/server";
import { readCheckForm } from "../../read-check-form";

export const metadata: Metadata = { title: "Supersede a check" };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const id = decodeURIComponent((await params).id);
  const actor = await requireActor(`${watchHref.supersede(id)}`, "check:define");
  const [{ id: version_id, key, title, check_version, status, later, definition }, form] = await Promise.all([
    orNotFound(getCheck(actor, id)),
    readCheckForm(actor),
  ]);
  const runs = status === "running" || status === "waiting";
  return (
    <>
      <PageHeader
        title={`Version ${(later.at(-1)?.check_version ?? check_version) + 1} of “${title}”`}
        lead={`A second person approves it before its first day, or it lapses.${runs ? ` Version ${check_version} then runs on beside it to the end of its window, and its findings stay.` : ""}`}
      />
      <CheckForm {...form} of={{ key, title, definition }} cancel_href={watchHref.check(version_id)} />
    </>
  );
}
