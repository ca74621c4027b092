import type { Metadata } from "next";
import { PasswordForm } from "@/components/settings/PasswordForm";
import { DefinitionList, PageHeader, Section } from "@/components/ui";
import { ROLE_LABELS } from "@/lib/access";
import { requireActor } from "@/lib/identity/server";

export const metadata: Metadata = { title: "Your account" };

export default async function Page() {
  const actor = await requireActor("/settings/account");
  const roles = actor.roles.map((role) => ROLE_LABELS[role]).join(", ");
  return (
    <>
      <PageHeader title="Your account" />
      <Section
        title={roles ? `You act as ${roles.toLowerCase()}.` : "You have no role yet."}
        text={roles ? null : <p>An administrator gives roles; until then there is nothing to see.</p>}
      >
        <DefinitionList
          items={[
            { term: "Name", value: actor.name },
            { term: "E-mail", value: actor.email },
            { term: "Roles", value: roles || "none" },
          ]}
        />
      </Section>
      <Section title="Change your password." text={<p>All your sessions end, this one too.</p>}>
        <PasswordForm />
      </Section>
    </>
  );
}
