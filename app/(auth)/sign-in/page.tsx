import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SignInForm } from "@/components/auth/SignInForm";
import { getWorkspace, hasAdministrator, sessionActor } from "@/lib/identity/server";

export const metadata: Metadata = { title: "Sign in" };

type Params = { next?: string; callbackUrl?: string; error?: string };

/** Only paths of this dashboard are gone on to. */
const inside = (path: string | undefined): string =>
  path?.startsWith("/") && !path.startsWith("//") && !path.startsWith("/\\") ? path : "/";

export default async function Page({ searchParams }: { searchParams: Promise<Params> }) {
  const { next } = await searchParams;
  if (await sessionActor()) redirect(inside(next));
  const [workspace, ready] = await Promise.all([getWorkspace(), hasAdministrator()]);
  return <SignInForm next={inside(next)} workspace={workspace.name} ready={ready} />;
}
