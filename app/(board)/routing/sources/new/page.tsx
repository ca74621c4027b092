import type { Metadata } from "next";
import { SourceForm } from "@/components/routing";
import { PageHeader } from "@/components/ui";
import { countEnding } from "@/lib/commitments/server";
import { requireActor } from "@/lib/identity/server";
import { countInWords } from "@/lib/kernel/format";

export const metadata: Metadata = { title: "Add a traffic source" };

export default async function NewSource() {
  const actor = await requireActor("/routing/sources/new", "traffic:write");
  const ending = await countEnding(actor);
  return (
    <>
      <PageHeader
        title="Add a traffic source"
        lead={
          <>
            A named feed of decisions: a gateway, or files that you load.
            {ending > 0
              ? ` With the first source of your own the ${countInWords(ending, "check of this workspace’s simulated clock ends", "checks of this workspace’s simulated clock end")}: generated traffic alone is judged by them.`
              : null}
          </>
        }
      />
      <SourceForm />
    </>
  );
}
