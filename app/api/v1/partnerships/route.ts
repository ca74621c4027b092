import { collectionRoutes } from "@/app/api/register-routes";
import { entities } from "@/lib/register/server";

export const { GET, POST } = collectionRoutes(entities.partnerships);
