import type { Metadata } from "next";
import { DuplicatesTable } from "@/components/register/DuplicatesTable";
import { ListPage } from "@/components/register/ListPage";
import { EmptyState, LinkButton } from "@/components/ui";
import { can } from "@/lib/access";
import { requireActor } from "@/lib/identity/server";
import { listDuplicates } from "@/lib/register/server";

export const metadata: Metadata = { title: "Possible duplicates" };

export default async function Page() {
  const actor = await requireActor("/register/partners/duplicates", "register:read");
  const pairs = await listDuplicates(actor);
  return (
    <ListPage
      title={pairs.length === 0 ? "No two parties look alike" : "Are these the same?"}
      lead="Parties whose names, other names or identifiers are alike. Nothing is ever merged by itself: where two are one, move its facts, add its name to the other’s, and retire it."
    >
      {pairs.length === 0 ? (
        <EmptyState
          title="Nothing to decide"
          actions={<LinkButton href="/register/partners">All parties</LinkButton>}
        >
          Two parties appear here when their names differ by a legal form, an accent, a space or a slip of the
          pen, when one abbreviates the other, or when they have the same LEI.
        </EmptyState>
      ) : (
        <DuplicatesTable pairs={pairs} may_distinguish={can(actor, "register:write")} />
      )}
    </ListPage>
  );
}
