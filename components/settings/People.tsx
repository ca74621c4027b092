"use client";

import { useState } from "react";
import { SimpleTable, type TableColumn } from "@/components/table";
import { Button, CopyButton, Dialog, EmptyState } from "@/components/ui";
import type { PersonView } from "@/lib/identity";
import { AddPerson } from "./AddPerson";
import { ConfirmAct } from "./ConfirmAct";
import { GrantRole } from "./GrantRole";
import { Roles } from "./Roles";
import { useAct } from "./use-act";

const passwordOf = (body: unknown): string | null =>
  typeof body === "object" &&
  body !== null &&
  "one_time_password" in body &&
  typeof body.one_time_password === "string"
    ? body.one_time_password
    : null;

type ActivityProps = { person: PersonView; act: ReturnType<typeof useAct>["act"]; busy: boolean };

function Activity({ person, act, busy }: ActivityProps) {
  const change = () => act(`/api/v1/people/${person.id}`, "PATCH", { active: !person.active });
  if (!person.active)
    return (
      <Button size="small" disabled={busy} aria-label={`Reactivate ${person.name}`} onClick={change}>
        Reactivate
      </Button>
    );
  return (
    <ConfirmAct
      label="Deactivate"
      spoken={`Deactivate ${person.name}`}
      title={`Deactivate ${person.name}?`}
      busy={busy}
      onConfirm={change}
    >
      {person.name} cannot sign in any more and is out within a second. What was done stays in the audit log.
    </ConfirmAct>
  );
}

/** Everybody who may sign in, with what can be done about each. */
export function People({ people, me }: { people: readonly PersonView[]; me: string }) {
  const { act, busy, failed } = useAct();
  const [shown, setShown] = useState<{ email: string; password: string } | null>(null);
  const reset = async (person: PersonView) => {
    const password = passwordOf(await act(`/api/v1/people/${person.id}/reset-password`));
    if (password) setShown({ email: person.email, password });
  };
  const columns: readonly TableColumn<PersonView>[] = [
    {
      id: "name",
      header: "Person",
      cell: (row) => (
        <>
          <b>{row.name}</b>
          <small>{row.email}</small>
        </>
      ),
    },
    {
      id: "roles",
      header: "Roles",
      wide: true,
      cell: (row) => <Roles person={row} me={me} act={act} busy={busy} />,
    },
    {
      id: "active",
      header: "State",
      cell: (row) => (row.active ? "active" : <span className="mute">cannot sign in</span>),
    },
    {
      id: "acts",
      header: "Acts",
      wide: true,
      cell: (row) => (
        <span className="flex flex-wrap gap-2">
          <GrantRole person={row} />
          <ConfirmAct
            label="End sessions"
            spoken={`End the sessions of ${row.name}`}
            title={`End the sessions of ${row.name}?`}
            busy={busy}
            onConfirm={() => act(`/api/v1/people/${row.id}/revoke-sessions`)}
          >
            {row.id === me ? "You" : row.name} must sign in again, everywhere, within a second.
          </ConfirmAct>
          <ConfirmAct
            label="New password"
            spoken={`Make a new password for ${row.name}`}
            title={`Make a new password for ${row.name}?`}
            busy={busy}
            onConfirm={() => reset(row)}
          >
            The old one ends, and all sessions with it. The new one is shown to you once.
          </ConfirmAct>
          {row.id === me ? null : <Activity person={row} act={act} busy={busy} />}
        </span>
      ),
    },
  ];
  return (
    <>
      <div className="mb-4">
        <AddPerson onCreated={setShown} />
      </div>
      {failed ? (
        <div className="errsum" role="alert">
          <p>{failed}</p>
        </div>
      ) : null}
      <SimpleTable
        label="People"
        columns={columns}
        rows={people}
        row_key={(row) => row.id}
        cards={2}
        empty={<EmptyState title="Nobody yet">Add the first person.</EmptyState>}
      />
      <Dialog
        open={shown !== null}
        onOpenChange={(open) => open || setShown(null)}
        title="One-time password"
        description={
          shown
            ? `For ${shown.email}. It is shown this once; hand it over by a safe way. The person can change it under “Your account”.`
            : null
        }
      >
        {shown ? (
          <p className="flex items-center gap-3">
            <code className="mono">{shown.password}</code>
            <CopyButton text={shown.password} label="Copy" done="The password is copied." />
          </p>
        ) : null}
      </Dialog>
    </>
  );
}
