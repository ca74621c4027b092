import { recordRoutes } from "@/app/api/register-routes";
import { otherMethods } from "@/lib/http/server";
import { entities } from "@/lib/register/server";

export const { GET, PATCH } = recordRoutes(entities.sources);

export const { POST, PUT, DELETE, OPTIONS } = otherMethods({ GET, PATCH });
