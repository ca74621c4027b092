"use client";

import { useRouter, useSearchParams } from "next/navigation";
import { useState } from "react";
import { callApi } from "@/components/form";
import { Button, Dialog, Menu, type MenuItem, useToast } from "@/components/ui";
import { type SavedViewView, viewQuery } from "@/lib/register";

function NameDialog({
  open,
  onClose,
  onKeep,
}: {
  open: boolean;
  onClose: () => void;
  /** The fault, or null. */
  onKeep: (name: string) => Promise<string | null>;
}) {
  const [fault, setFault] = useState<string | null>(null);
  return (
    <Dialog
      open={open}
      onOpenChange={(now) => {
        setFault(null);
        if (!now) onClose();
      }}
      title="Keep this view"
      description="Its filters, its order and its form, under a name. Nobody else sees it."
    >
      <form
        className="grid gap-4"
        onSubmit={async (event) => {
          event.preventDefault();
          const found = await onKeep(String(new FormData(event.currentTarget).get("name") ?? ""));
          setFault(found);
          if (found === null) onClose();
        }}
      >
        <label className="fld">
          <span className="label">Name</span>
          <input
            className="inp"
            name="name"
            maxLength={80}
            required
            aria-describedby={fault === null ? undefined : "view-fault"}
            aria-invalid={fault !== null}
          />
        </label>
        {fault === null ? null : (
          <p id="view-fault" className="problem" role="alert">
            {fault}
          </p>
        )}
        <div className="flex gap-3">
          <Button type="submit" tone="primary">
            Keep
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** The reader's own views of the queue, by name. */
export function SavedViews({ views }: { views: readonly SavedViewView[] }) {
  const router = useRouter();
  const say = useToast();
  const query = viewQuery(useSearchParams().toString());
  const [naming, setNaming] = useState(false);
  const current = views.find((view) => view.query === query);
  const keep = async (name: string): Promise<string | null> => {
    const answer = await callApi("/api/v1/saved-views", { method: "POST", body: { name, query } });
    if (!answer.ok) return answer.problem.detail ?? answer.problem.title;
    router.refresh();
    return null;
  };
  const forget = async (id: string) => {
    const answer = await callApi(`/api/v1/saved-views/${id}/remove`, { method: "POST" });
    if (!answer.ok) return say(`The view could not be forgotten. ${answer.problem.title}.`);
    router.refresh();
  };
  const items: MenuItem[] = [
    ...views.map(({ id, name, query: kept }) => ({
      key: id,
      label: name,
      href: kept === "" ? "/overlaps" : `/overlaps?${kept}`,
    })),
    current
      ? { key: "forget", label: `Forget “${current.name}”`, onSelect: () => void forget(current.id) }
      : { key: "keep", label: "Keep this view…", onSelect: () => setNaming(true) },
  ];
  return (
    <>
      <Menu
        label="Saved views"
        trigger={<Button caret>{current ? `View: ${current.name}` : "Saved views"}</Button>}
        items={items}
      />
      <NameDialog open={naming} onClose={() => setNaming(false)} onKeep={keep} />
    </>
  );
}
