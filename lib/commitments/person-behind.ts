import type { Tx } from "@/lib/db/server";

/** Who stands behind an actor: of a key whoever made it, else the actor. A second person is not the maker of the key. */
export async function personBehind(tx: Tx, ref: string): Promise<string> {
  if (!ref.startsWith("key:")) return ref;
  const key = await tx.apiKey.findUnique({
    where: { id: ref.slice("key:".length) },
    select: { created_by: true },
  });
  return key?.created_by ?? ref;
}
