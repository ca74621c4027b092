import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { insidePath } from "@/components/auth/inside-path";
import { SignInForm } from "@/components/auth/SignInForm";
import { getWorkspace, hasAdministrator, sessionActor } from "@/lib/identity/server";

export const metadata: Metadata = { title: "Sign in" };

type Params = { next?: string; callbackUrl?: string; error?: string };

export default async function Page({ searchParams }: { searchParams: Promise<Params> }) {
  const { next } = await searchParams;
  if (await sessionActor()) redirect(insidePath(next));
  const [workspace, ready] = await Promise.all([getWorkspace(), hasAdministrator()]);
  return <SignInForm next={insidePath(next)} workspace={workspace.name} ready={ready} />;
}
