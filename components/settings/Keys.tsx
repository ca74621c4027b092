"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { ApiForm, SelectInput, TextInput, useApiForm } from "@/components/form";
import { SimpleTable, type TableColumn } from "@/components/table";
import { Button, CopyButton, Dialog, EmptyState } from "@/components/ui";
import { ROLE_LABELS } from "@/lib/access";
import { KeyCreate, type KeyView } from "@/lib/identity";
import { formatDateShort } from "@/lib/kernel/format";
import { ConfirmAct } from "./ConfirmAct";
import { useAct } from "./use-act";

const LABELS = { scope: "What it may do", source: "Traffic source", role: "Role", name: "Name" };
const SCOPES = [
  { value: "ingest", label: "deliver traffic of one source" },
  { value: "read", label: "read, with a role" },
  { value: "write", label: "read and write the register, with a role" },
];
const ROLES = KeyCreate.shape.role
  .unwrap()
  .options.map((role) => ({ value: role, label: ROLE_LABELS[role] }));

/** Keys with who made them; a revoked one is refused from the next request on. */
export function Keys({ keys }: { keys: readonly KeyView[] }) {
  const { act, busy, failed } = useAct();
  const columns: readonly TableColumn<KeyView>[] = [
    {
      id: "name",
      header: "Key",
      cell: (row) => (
        <>
          <b>{row.name}</b>
          <small className="mono">{row.prefix}…</small>
        </>
      ),
    },
    {
      id: "scope",
      header: "May",
      cell: (row) =>
        row.scope === "ingest"
          ? `deliver traffic of ${row.source}`
          : `${row.scope} as ${row.role ? ROLE_LABELS[row.role].toLowerCase() : "nobody"}`,
    },
    { id: "created_at", header: "Made", cell: (row) => formatDateShort(row.created_at) },
    {
      id: "state",
      header: "State",
      cell: (row) =>
        row.revoked_at ? (
          <span className="mute">revoked {formatDateShort(row.revoked_at)}</span>
        ) : (
          <ConfirmAct
            label="Revoke"
            spoken={`Revoke ${row.name}`}
            title={`Revoke ${row.name}?`}
            busy={busy}
            onConfirm={() => act(`/api/v1/keys/${row.id}/revoke`)}
          >
            It is refused within a second and cannot be used again. Whatever uses it needs another.
          </ConfirmAct>
        ),
    },
  ];
  return (
    <>
      <div className="mb-4">
        <MakeKey />
      </div>
      {failed ? (
        <div className="errsum" role="alert">
          <p>{failed}</p>
        </div>
      ) : null}
      <SimpleTable
        label="Keys"
        columns={columns}
        rows={keys}
        row_key={(row) => row.id}
        cards={2}
        empty={
          <EmptyState title="No key yet">
            Make one for a gateway that delivers its decisions, or for a tool that reads.
          </EmptyState>
        }
      />
    </>
  );
}

const secretOf = (body: unknown): string =>
  typeof body === "object" && body !== null && "secret" in body ? String(body.secret) : "";

function MakeKey() {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const form = useApiForm({
    url: "/api/v1/keys",
    method: "POST",
    initial: { scope: "ingest", source: "", role: "", name: "" },
    onDone: (body) => {
      setSecret(secretOf(body));
      router.refresh();
    },
  });
  const close = (next: boolean) => {
    setOpen(next);
    if (!next) setSecret(null);
  };
  const ingest = form.values.scope === "ingest";
  return (
    <Dialog
      open={open}
      onOpenChange={close}
      trigger={<Button tone="primary">Make a key</Button>}
      title={secret ? "Your key" : "Make a key"}
      description={secret ? "It is shown this once. Store it where the gateway or tool reads it." : null}
    >
      {secret ? (
        <p className="flex flex-wrap items-center gap-3">
          <code className="mono break-all">{secret}</code>
          <CopyButton text={secret} label="Copy" done="The key is copied." />
        </p>
      ) : (
        <ApiForm form={form} labels={LABELS} submit_label="Make it">
          <SelectInput {...form.field("scope")} label={LABELS.scope} options={SCOPES} required />
          {ingest ? (
            <TextInput
              {...form.field("source")}
              label={LABELS.source}
              required
              help="Lower-case name of the feed, such as gateway-eu; created when new."
            />
          ) : (
            <SelectInput
              {...form.field("role")}
              label={LABELS.role}
              options={ROLES}
              empty="choose"
              required
            />
          )}
          <TextInput {...form.field("name")} label={LABELS.name} help="To recognise it by." />
        </ApiForm>
      )}
    </Dialog>
  );
}
