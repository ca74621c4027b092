import type { Metadata } from "next";
import { QueuePage, type QueuePageProps, queueView } from "@/components/overlaps";
import { EmptyState, LinkButton } from "@/components/ui";
import { type Actor, can } from "@/lib/access";
import { requireActor } from "@/lib/identity/server";
import { type SearchParams, toListQuery } from "@/lib/register";
import * as register from "@/lib/register/server";

export const metadata: Metadata = { title: "Overlaps" };

const works = (actor: Actor) => can(actor, "review:request") || can(actor, "finding:manage");

async function readContent(actor: Actor, params: SearchParams): Promise<QueuePageProps["content"]> {
  const query = register.understoodQueue(toListQuery(params));
  const view = queueView(params.view);
  if (view === "board") return { view, columns: await register.overlapBoard(actor, query) };
  if (view === "map") return { view, map: await register.overlapMap(actor, query) };
  const { items, next_cursor, total } = await register.listOverlaps(actor, query);
  return { view, list: { rows: items, next_cursor, total } };
}

async function readPeople(actor: Actor): Promise<QueuePageProps["people"]> {
  if (!can(actor, "review:request")) return {};
  const { preparer, reviewer } = await register.listAssignees(actor);
  return can(actor, "review:decide") ? { preparer, reviewer } : { preparer };
}

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const actor = await requireActor("/overlaps", "overlap:read");
  const params = await searchParams;
  const whole = params.mine === "all" && {
    limit: 100,
    cursor: /^\d{1,9}$/.exec(String(params.mine_from))?.[0],
  };
  const [content, facts, work, views, people] = await Promise.all([
    readContent(actor, params),
    register.readQueueFacts(actor),
    works(actor) ? register.myWork(actor, whole || { limit: 5 }) : null,
    register.listSavedViews(actor),
    readPeople(actor),
  ]);
  const empty = (
    <EmptyState
      title="No overlap is detected"
      actions={
        can(actor, "register:import") ? (
          <LinkButton href="/register/import">Import a register document</LinkButton>
        ) : null
      }
    >
      Overlaps come out of the register by themselves: products in one segment, investments in rivals, routers
      over our own and partners’ models, rights without a wall.
    </EmptyState>
  );
  return <QueuePage {...{ params, facts, work, views, content, people, empty }} now_ms={Date.now()} />;
}
