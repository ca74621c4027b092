import { historyRoutes } from "@/app/api/register-routes";
import { otherMethods } from "@/lib/http/server";
import { entities } from "@/lib/register/server";

export const { GET } = historyRoutes(entities.commitments);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
