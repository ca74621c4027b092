import { otherMethods, route } from "@/lib/http/server";
import { ChooseInput, NotificationChoices } from "@/lib/register";
import { choose, readChoices } from "@/lib/register/server";

export const GET = route(
  {
    path: "/notifications/choices",
    summary: "What the signed-in person chose to be told of, and where; keys are refused",
    access: "signed_in",
    responses: { 200: NotificationChoices },
  },
  ({ actor }) => readChoices(actor),
);

export const PUT = route(
  {
    path: "/notifications/choices",
    summary: "Choose what to be told of, and where; keys are refused",
    access: "signed_in",
    body: ChooseInput,
    responses: { 200: NotificationChoices },
  },
  ({ actor, body }) => choose(actor, body),
);

export const { POST, PATCH, DELETE, OPTIONS } = otherMethods({ GET, PUT });
