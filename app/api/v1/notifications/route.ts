import { otherMethods, route } from "@/lib/http/server";
import { NotificationList, NotificationsQuery } from "@/lib/register";
import { listNotifications } from "@/lib/register/server";

export const GET = route(
  {
    path: "/notifications",
    summary: "What the signed-in person was told, newest first; keys are refused",
    access: "signed_in",
    query: NotificationsQuery,
    responses: { 200: NotificationList },
  },
  ({ actor, query }) => listNotifications(actor, query),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
