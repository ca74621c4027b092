import { historyRoutes } from "@/app/api/register-routes";
import { entities } from "@/lib/register/server";

export const { GET } = historyRoutes(entities.partnerships);
