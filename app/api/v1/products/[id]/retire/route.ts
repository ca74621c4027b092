import { retireRoutes } from "@/app/api/register-routes";
import { otherMethods } from "@/lib/http/server";
import { entities } from "@/lib/register/server";

export const { POST } = retireRoutes(entities.products);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
