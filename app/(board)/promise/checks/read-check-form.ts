import type { CheckOptions } from "@/components/promise-watch/CheckFieldInput";
import type { Promised } from "@/components/promise-watch/CheckForm";
import type { PersonActor } from "@/lib/access";
import { plusDays } from "@/lib/commitments";
import { listReaders, readToday } from "@/lib/commitments/server";
import { MOST_STRATA } from "@/lib/neutrality";
import { entities, listRecords } from "@/lib/register/server";
import { listStrata, readParties, trafficDimensions } from "@/lib/routing/server";

/** Routers and tasks are offered that were seen within so many days. */
const SEEN_DAYS = 30;

const named = (values: readonly string[]) =>
  values.filter((value) => value !== "").map((value) => ({ value, label: value }));

/** What the form of a check offers: clauses, people, and what the traffic holds. */
export async function readCheckForm(
  actor: PersonActor,
): Promise<{ commitments: Promised[]; options: CheckOptions; earliest: string }> {
  const today = await readToday(actor);
  const [{ items }, dimensions, parties, people, strata] = await Promise.all([
    listRecords(actor, entities.commitments, { limit: "1000" }),
    trafficDimensions(actor),
    readParties(actor),
    listReaders(actor),
    listStrata(actor, { from: plusDays(today, -SEEN_DAYS), to: plusDays(today, 1), most: MOST_STRATA }),
  ]);
  const others = parties.filter(({ first_party, kinds }) => !first_party && kinds.length > 0);
  return {
    commitments: items.map(({ key, text, clauses }) => ({ key, text, clauses })),
    options: {
      focus: [
        { value: "first_party", label: "our own models" },
        { value: "investees", label: "models of parties that we have invested in" },
        ...others.map(({ key, name }) => ({ value: `party:${key}`, label: `models of ${name}` })),
      ],
      router: named(dimensions?.routers ?? []),
      task: named(dimensions?.tasks ?? []),
      region: named(dimensions?.regions ?? []),
      people: people.map(({ email, name }) => ({ value: email, label: `${name} (${email})` })),
      strata,
    },
    earliest: plusDays(today, 1),
  };
}
