import { recordRoutes } from "@/app/api/register-routes";
import { entities } from "@/lib/register/server";

export const { GET, PATCH } = recordRoutes(entities.rounds);
