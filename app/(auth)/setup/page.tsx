import type { Metadata } from "next";
import { SetupForm } from "@/components/auth/SetupForm";
import { LinkButton } from "@/components/ui";
import { hasAdministrator } from "@/lib/identity/server";

export const metadata: Metadata = { title: "Set up" };

export default async function Page({ searchParams }: { searchParams: Promise<{ token?: string }> }) {
  const { token } = await searchParams;
  if (await hasAdministrator())
    return (
      <div className="form">
        <h1 className="title">This workspace is set up.</h1>
        <p>An administrator exists. Further people are added on the settings page.</p>
        <LinkButton href="/sign-in">Sign in</LinkButton>
      </div>
    );
  return <SetupForm token={token ?? ""} />;
}
