import { type Actor, authorize } from "@/lib/access";
import { withActor } from "@/lib/db/server";
import { type Catalogue, loadCatalogue } from "@/lib/register/server";

/** All parties with what decides their hue, in order of entry. */
export async function readParties(actor: Actor): Promise<Catalogue["parties"]> {
  authorize(actor, "routing:read");
  return (await withActor(actor, loadCatalogue)).parties;
}
