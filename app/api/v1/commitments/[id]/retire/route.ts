import { entities, retireRoutes } from "@/lib/register/server";

export const { POST } = retireRoutes(entities.commitments);
