import { entities, recordRoutes } from "@/lib/register/server";

export const { GET, PATCH } = recordRoutes(entities.rounds);
