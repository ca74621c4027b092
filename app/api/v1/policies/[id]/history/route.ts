import { entities, historyRoutes } from "@/lib/register/server";

export const { GET } = historyRoutes(entities.policies);
