import { collectionRoutes, entities } from "@/lib/register/server";

export const { GET, POST } = collectionRoutes(entities.commitments);
