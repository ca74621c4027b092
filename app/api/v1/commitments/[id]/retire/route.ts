import { retireRoutes } from "@/app/api/register-routes";
import { entities } from "@/lib/register/server";

export const { POST } = retireRoutes(entities.commitments);
