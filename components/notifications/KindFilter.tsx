"use client";

import { useRouter } from "next/navigation";
import { Select } from "@/components/ui";
import { NOTIFICATION_KINDS, NotificationKind } from "@/lib/register";
import { type NotificationFilter, notificationsHref } from "./notification-words";

const OPTIONS = [
  { value: "", label: "Any kind" },
  ...NotificationKind.options.map((kind) => ({ value: kind, label: NOTIFICATION_KINDS[kind].label })),
];

/** Leaves one kind of notifications, or all of them. */
export function KindFilter({ filter }: { filter: NotificationFilter }) {
  const router = useRouter();
  const { kind = [] } = filter;
  const onChange = (value: string) => {
    const found = NotificationKind.safeParse(value);
    router.push(notificationsHref({ ...filter, kind: found.success ? [found.data] : [] }));
  };
  return (
    <Select
      label="Kind"
      value={kind.length > 1 ? "several" : (kind[0] ?? "")}
      options={OPTIONS}
      onChange={onChange}
    >
      {kind.length > 1 ? "Several kinds" : undefined}
    </Select>
  );
}
