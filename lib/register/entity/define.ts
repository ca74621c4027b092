import { inOrder } from "./merge";
import type { Entity, Fields } from "./types";

/** The entity, with what it loads in one order, whatever order the rows came in. */
export function defineEntity<S extends Fields, V extends object>(entity: Entity<S, V>): Entity<S, V> {
  return {
    ...entity,
    load: async (tx, ids) =>
      (await entity.load(tx, ids)).map(({ meta, fields, view }) => {
        const ordered = inOrder(entity, fields);
        return { meta, fields: ordered, view: { ...view, ...ordered } };
      }),
  };
}
