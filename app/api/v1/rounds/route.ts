import { collectionRoutes } from "@/app/api/register-routes";
import { otherMethods } from "@/lib/http/server";
import { entities } from "@/lib/register/server";

export const { GET, POST } = collectionRoutes(entities.rounds);

export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET, POST });
