import { otherMethods, route } from "@/lib/http/server";
import { NameModelInput, ProductView } from "@/lib/register";
import { nameModel } from "@/lib/register/server";

export const POST = route(
  {
    path: "/catalogue/names",
    summary: "Say whose an unknown model name is; its history follows",
    access: ["traffic:write", "register:write_assigned"],
    body: NameModelInput,
    responses: { 200: ProductView },
  },
  async ({ actor, body }) => (await nameModel(actor, body)).view,
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
