import type { Metadata } from "next";
import { Keys } from "@/components/settings/Keys";
import { PageHeader } from "@/components/ui";
import { listKeys, requireActor } from "@/lib/identity/server";

export const metadata: Metadata = { title: "Keys" };

export default async function Page() {
  const actor = await requireActor("/settings/keys", "people:manage");
  const keys = await listKeys(actor);
  return (
    <>
      <PageHeader
        title="Keys"
        lead="Keys let gateways deliver traffic and tools read or write. Each is shown once; what needs a person refuses them."
      />
      <Keys keys={keys} />
    </>
  );
}
