import type { Metadata } from "next";
import { ChoicesForm } from "@/components/notifications/ChoicesForm";
import { PageHeader } from "@/components/ui";
import { requireActor } from "@/lib/identity/server";
import { readChoices } from "@/lib/register/server";

export const metadata: Metadata = { title: "What you are told" };

export default async function Page() {
  const actor = await requireActor("/settings/notifications");
  const { items } = await readChoices(actor);
  return (
    <>
      <PageHeader
        title="What you are told"
        lead="Yours alone. What you leave out is still written down where it happened; nothing that waits for you disappears from your queue."
      />
      <ChoicesForm choices={items} />
    </>
  );
}
