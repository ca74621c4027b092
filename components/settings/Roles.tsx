"use client";

import { Button } from "@/components/ui";
import { ROLE_LABELS } from "@/lib/access";
import type { PersonView, RoleView } from "@/lib/identity";
import { formatDateShort } from "@/lib/kernel/format";
import { ConfirmAct } from "./ConfirmAct";

type Act = (url: string) => Promise<unknown>;

const STATES: Record<RoleView["state"], string> = {
  requested: "waits for a second administrator",
  bootstrap: "granted alone, not confirmed yet",
  active: "",
  revoked: "taken away",
};

type TakeAwayProps = { person: PersonView; role: RoleView; busy: boolean; onConfirm: () => void };

function TakeAway({ person, role, busy, onConfirm }: TakeAwayProps) {
  const asked = role.state === "requested";
  const name = ROLE_LABELS[role.role];
  return (
    <ConfirmAct
      label={asked ? "Decline" : "Take away"}
      spoken={asked ? `Decline ${name} for ${person.name}` : `Take ${name} away from ${person.name}`}
      title={
        asked
          ? `Decline ${name.toLowerCase()} for ${person.name}?`
          : `Take ${name.toLowerCase()} away from ${person.name}?`
      }
      tone="quiet"
      busy={busy}
      onConfirm={onConfirm}
    >
      {asked
        ? "The request ends; it can be made again."
        : "It counts from the next request on. Giving it back is a new grant."}
    </ConfirmAct>
  );
}

/** Roles of a person with their state; who asked for one cannot confirm it. */
export function Roles({
  person,
  me,
  act,
  busy,
}: {
  person: PersonView;
  me: string;
  act: Act;
  busy: boolean;
}) {
  if (person.roles.length === 0) return <span className="mute">none</span>;
  const url = (role: RoleView, verb: string) => `/api/v1/people/${person.id}/roles/${role.id}/${verb}`;
  return (
    <ul className="grid gap-2">
      {person.roles.map((role) => {
        const may_confirm =
          role.state !== "active" && role.requested_by !== `person:${me}` && person.id !== me;
        const notes = [
          STATES[role.state],
          role.expires_at ? `until ${formatDateShort(role.expires_at)}` : "",
        ].filter(Boolean);
        return (
          <li key={role.id} className="flex flex-wrap items-center gap-2">
            <span>
              {ROLE_LABELS[role.role]}
              {notes.length > 0 ? <small>{notes.join(", ")}</small> : null}
            </span>
            {may_confirm ? (
              <Button
                size="small"
                tone="primary"
                disabled={busy}
                aria-label={`Confirm ${ROLE_LABELS[role.role]} of ${person.name}`}
                onClick={() => act(url(role, "confirm"))}
              >
                Confirm
              </Button>
            ) : null}
            <TakeAway person={person} role={role} busy={busy} onConfirm={() => act(url(role, "revoke"))} />
          </li>
        );
      })}
    </ul>
  );
}
